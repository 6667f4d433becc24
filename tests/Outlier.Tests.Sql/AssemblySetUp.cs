using Outlier.Tests.Support;

[assembly: Parallelizable(ParallelScope.Fixtures)]

namespace Outlier.Tests.Sql;

[SetUpFixture]
public sealed class AssemblySetUp
{
    [OneTimeSetUp]
    public async Task Start_the_server() => await TestContext.Progress.WriteLineAsync($"Database: {(await TestDatabase.ServerAsync()).Description}");

    [OneTimeTearDown]
    public Task Stop_the_server() => TestDatabase.StopServerAsync();
}
