using Outlier.Tests.Support;

[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]

namespace Outlier.Tests.Executor;

[SetUpFixture]
public sealed class AssemblySetUp
{
    [OneTimeSetUp]
    public async Task Start_the_server() => await TestDatabase.ServerAsync();

    [OneTimeTearDown]
    public Task Stop_the_server() => TestDatabase.StopServerAsync();
}
