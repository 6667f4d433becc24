[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]

namespace Outlier.Tests.Desk;

[SetUpFixture]
public sealed class AssemblySetUp
{
    [OneTimeSetUp]
    public async Task Start_the_server_and_the_browser()
    {
        await TestDatabase.ServerAsync();
        await Browser.StartAsync();
    }

    [OneTimeTearDown]
    public async Task Stop_both()
    {
        await Browser.StopAsync();
        await TestDatabase.StopServerAsync();
    }
}
