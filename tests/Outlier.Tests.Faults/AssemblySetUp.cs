[assembly: NonParallelizable]

namespace Outlier.Tests.Faults;

/// <summary>Gives this suite a separate server, because its tests stop and break it.</summary>
[SetUpFixture]
public sealed class AssemblySetUp
{
    [OneTimeSetUp]
    public async Task Start_the_server()
    {
        TestServer.IsDurable = true;
        await TestDatabase.ServerAsync();
    }

    [OneTimeTearDown]
    public Task Stop_the_server() => TestDatabase.StopServerAsync();
}
