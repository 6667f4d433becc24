namespace Outlier.Tests.Support;

/// <summary>The server that OUTLIER_TEST_DB names.</summary>
internal sealed class GivenServer(string connectionString) : TestServer
{
    public override string Description => "the server of OUTLIER_TEST_DB";

    public override string ConnectionString => connectionString;
}
