using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using Outlier.Executor.Checks;
using Outlier.Executor.Commands;
using Outlier.Migrator;
using Outlier.Simulator;
using Outlier.Tests.Executor.Http;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor;

/// <summary>
/// Checks an executor that is connected to a standby by mistake, and a primary with an asynchronous standby. Uses
/// separate servers.
/// </summary>
public sealed class StandbyTests
{
    [Test]
    [Category("ready-truth"), Category("check-more")]
    public async Task A_standby_is_not_ready_and_check_names_it_and_replication_that_loses_commits()
    {
        if (Environment.GetEnvironmentVariable("OUTLIER_TEST_DB") is { Length: > 0 })
        {
            Assert.Ignore("A standby of the server of OUTLIER_TEST_DB cannot be made.");
        }

        await using var server = await TestServer.StartAsync();
        if (!server.IsOnThisMachine)
        {
            Assert.Ignore($"A standby of {server.Description} cannot be made.");
        }

        await server.ExecuteAsync("create database outlier_primary template template0");
        var administrator = server.ConnectionStringTo("outlier_primary");
        DatabaseMigrator.Run(new MigrationOptions(administrator, WithoutCron: true));
        var primary = new NpgsqlConnectionStringBuilder(administrator) { Username = "outlier_executor" }.ConnectionString;
        await using var standby = await Standby.StartAsync(server);
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions());

        await using (var executor = await RunningExecutor.StartAsync(standby.ConnectionString(primary), simulator.Address))
        {
            using var client = new HttpClient();
            using var answer = await client.GetAsync(new Uri(executor.Address, "/health/ready"));
            Assert.That(answer.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.ServiceUnavailable));
            Assert.That(
                await Door.MessageOfAsync(answer),
                Does.Contain("the server is a standby, which accepts no writes (SQLSTATE 25006). Connect to the primary").And.Not.Contain("pooler"));
        }

        Assert.Multiple(async () =>
        {
            Assert.That(await ProblemAsync(standby.ConnectionString(primary), simulator, "writes"), Does.Contain("the server is a standby"));
            Assert.That(await ProblemAsync(primary, simulator, "writes"), Is.Null);
            Assert.That(await ProblemAsync(primary, simulator, "replication"), Does.Contain("no standby is synchronous"));
        });
        await server.ExecuteAsync("alter system set synchronous_standby_names = 'ANY 1 (*)'");
        await server.ExecuteAsync("select pg_reload_conf()");
        Assert.That(await ProblemAsync(primary, simulator, "replication"), Is.Null);
    }

    private static async Task<string?> ProblemAsync(string connectionString, SimulatorHost simulator, string name)
    {
        await using var program = RunCommand.Build(builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection(RunningExecutor.Configuration(connectionString, simulator.Address));
        });
        IReadOnlyList<CheckResult> results = await CheckCommand.LookAsync(program.Services, CancellationToken.None);
        Assert.That(results.Select(result => result.Name), Does.Contain(name), string.Join('\n', results));
        return results.Single(result => result.Name == name).Problem;
    }
}
