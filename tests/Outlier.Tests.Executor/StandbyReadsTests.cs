using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Outlier.Executor.Checks;
using Outlier.Executor.Commands;
using Outlier.Executor.Database;
using Outlier.Migrator;
using Outlier.Simulator;
using Outlier.Tests.Executor.Http;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor;

/// <summary>Checks that a standby answers the team's reads. Uses separate servers.</summary>
public sealed partial class StandbyReadsTests
{
    private const string Campaigns =
        """
        update outlier.settings set sending_phone_number = '+13135550100', organization_id = '16ead38e-0348-4564-9b8a-5085be988669';
        insert into outlier.labels (id, name) values ('00000000-0000-4000-8000-000000000001', 'A label');
        insert into outlier.authors (phone_number, name) values ('+13135550142', 'A person');
        insert into outlier.campaigns (title, first_message, run_at, segments)
        values ('First', 'What do you need to know?', now() + interval '1 day', '{"included": {"id": "00000000-0000-4000-8000-000000000001"}}');
        """;

    // All lists, counts and exports that the standby may answer.
    private static readonly string[] Reads =
    [
        "broadcast-sidebar/", "broadcasts/", "broadcast-settings/", "campaigns/", "campaigns/segments", "campaigns/1", "campaigns/1/results",
        "campaigns/1/recipients", "campaigns/1/recipients.csv", "campaigns/1/unreached", "today/", "people/?conversation=00000000-0000-4000-8000-000000000001",
        "people/+13135550142", "consent-reviews/", "settings/", "audit/", "desk/today", "desk/settings", "desk/settings/audit", "desk/reviews", "desk/results",
        "desk/campaigns", "desk/broadcast", "desk/person/13135550142",
    ];

    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);
    private readonly HttpClient client = new();
    private TestServer? server;
    private Standby? standby;
    private SimulatorHost? simulator;
    private string administrator = string.Empty;
    private string primary = string.Empty;

    [OneTimeSetUp]
    public async Task StartServers()
    {
        if (Environment.GetEnvironmentVariable("OUTLIER_TEST_DB") is { Length: > 0 })
        {
            Assert.Ignore("A standby of the server of OUTLIER_TEST_DB cannot be made.");
        }

        server = await TestServer.StartAsync();
        if (!server.IsOnThisMachine)
        {
            Assert.Ignore($"A standby of {server.Description} cannot be made.");
        }

        await server.ExecuteAsync("create database outlier_primary template template0");
        administrator = server.ConnectionStringTo("outlier_primary");
        DatabaseMigrator.Run(new MigrationOptions(administrator, WithoutCron: true));
        await Sql.ExecuteAsync(administrator, Campaigns);
        primary = new NpgsqlConnectionStringBuilder(administrator) { Username = "outlier_executor" }.ConnectionString;
        standby = await Standby.StartAsync(server);
        simulator = await SimulatorHost.StartAsync(new SimulatorOptions());
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Jwt.Make("sender", time.GetUtcNow().AddHours(1)));
    }

    [OneTimeTearDown]
    public async Task StopServers()
    {
        client.Dispose();
        foreach (var part in (IAsyncDisposable?[])[simulator, standby, server])
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }
    }

    [SetUp]
    public async Task BeTheSame()
    {
        await OnStandbyAsync("select pg_wal_replay_resume()");
        await RenameAsync("First");
        await CatchUpAsync();
    }

    [Test]
    public async Task A_standby_answers_reads()
    {
        await using var executor = await StartAsync();
        Assert.That(await TitleAsync(executor), Is.EqualTo("First"));
        await OnStandbyAsync("select pg_wal_replay_pause()");
        await RenameAsync("Changed by an administrator");
        Assert.That(await TitleAsync(executor), Is.EqualTo("First"), "the standby does not know it yet");
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.That(await TitleAsync(executor), Is.EqualTo("Changed by an administrator"), "a standby that is further behind than settings.read_lag_limit is passed over");
    }

    [Test]
    public async Task A_change_is_seen_at_once_through_each_executor()
    {
        await using var executor = await StartAsync();
        await using var other = await StartAsync();
        Assert.That(await TitleAsync(executor), Is.EqualTo("First"));
        Assert.That(await TitleAsync(other), Is.EqualTo("First"));
        await OnStandbyAsync("select pg_wal_replay_pause()");

        using var body = new StringContent("""{"title": "Saved"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PatchAsync(new Uri(executor.Address, "campaigns/1"), body);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
        Assert.That(await TitleAsync(executor), Is.EqualTo("Saved"));
        Assert.That(async () => await TitleAsync(other), Is.EqualTo("Saved").After(10_000, 20));

        await OnStandbyAsync("select pg_wal_replay_resume()");
        await CatchUpAsync();
        Assert.That(await TitleAsync(executor), Is.EqualTo("Saved"));
        await OnStandbyAsync("select pg_wal_replay_pause()");
        await RenameAsync("Later");
        Assert.That(await TitleAsync(executor), Is.EqualTo("Saved"), "the standby answers again when it has caught up");
    }

    [Test]
    public async Task Every_read_has_the_same_answer_on_the_standby()
    {
        await using var executor = await StartAsync();
        await using var without = await RunningExecutor.StartAsync(primary, simulator!.Address, time, Settings(null));
        foreach (var path in Reads)
        {
            Assert.That(Timeless(await AnswerAsync(executor, path)), Is.EqualTo(Timeless(await AnswerAsync(without, path))), path);
        }

        Assert.That(executor.Log.Text, Does.Not.Contain("OutlierReadOnly"));
    }

    [Test]
    public async Task Without_its_standby_an_executor_reads_from_the_primary()
    {
        var away = new NpgsqlConnectionStringBuilder(standby!.ConnectionString(primary)) { Port = 1 }.ConnectionString;
        await using var executor = await RunningExecutor.StartAsync(primary, simulator!.Address, time, Settings(away));
        Assert.That(await TitleAsync(executor), Is.EqualTo("First"));
        Assert.That(executor.Log.Text, Does.Contain("The standby of ConnectionStrings__OutlierReadOnly did not answer"));
    }

    [Test]
    public async Task Reads_that_are_too_many_for_the_standby_do_not_go_to_the_primary()
    {
        var reading = standby!.ConnectionString(primary) + ";Pooling=true;Timeout=1";
        await using var executor = await RunningExecutor.StartAsync(primary, simulator!.Address, time, Settings(reading));
        Assert.That(await TitleAsync(executor), Is.EqualTo("First"));
        await using (var connections = await HeldConnections.TakeAllAsync(executor.Services.GetRequiredService<DatabasePools>().Reading!))
        {
            using var busy = await client.GetAsync(new Uri(executor.Address, "campaigns/1"));
            Assert.That(busy.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(await busy.Content.ReadAsStringAsync(), Does.Contain("too many reads"));
            Assert.That(executor.Log.Text, Does.Not.Contain("The standby of ConnectionStrings__OutlierReadOnly did not answer"));

            time.Advance(TimeSpan.FromSeconds(15));
            Assert.That(await TitleAsync(executor), Is.EqualTo("First"));
            Assert.That(executor.Log.Text, Does.Contain("The standby of ConnectionStrings__OutlierReadOnly did not answer"), "a standby that answers nothing for 15 seconds is away");
        }

        time.Advance(TimeSpan.FromSeconds(10));
        await OnStandbyAsync("select pg_wal_replay_pause()");
        await RenameAsync("Changed by an administrator");
        Assert.That(await TitleAsync(executor), Is.EqualTo("First"), "the standby answers again");
    }

    [Test]
    [Category("check-more")]
    public async Task A_standby_that_works_is_fine_and_its_settings_are_looked_at()
    {
        await OnStandbyAsync("alter system set hot_standby_feedback = on");
        await OnStandbyAsync("select pg_reload_conf()");
        await BecomesAsync("hot_standby_feedback", "on");
        Assert.That((await CheckAsync(standby!.ConnectionString(primary))).Problem, Is.Null);
        await OnStandbyAsync("alter system reset hot_standby_feedback");
        await OnStandbyAsync("select pg_reload_conf()");
        await BecomesAsync("hot_standby_feedback", "off");
        Assert.That((await CheckAsync(standby!.ConnectionString(primary))).Problem, Does.Contain("hot_standby_feedback is off on the standby").And.Contain("waits 30s"));
    }

    [Test]
    [Category("check-more")]
    public async Task A_standby_that_is_away_behind_or_none_is_named()
    {
        var away = new NpgsqlConnectionStringBuilder(standby!.ConnectionString(primary)) { Port = 1 }.ConnectionString;
        Assert.That((await CheckAsync(away)).Problem, Does.Contain("the server of ConnectionStrings__OutlierReadOnly cannot be read"));
        Assert.That((await CheckAsync(primary)).Problem, Does.Contain("accepts writes, so it is not a standby"));
        await OnStandbyAsync("select pg_wal_replay_pause()");
        await Sql.ExecuteAsync(administrator, "update outlier.settings set read_lag_limit = '0'");
        try
        {
            Assert.That((await CheckAsync(standby.ConnectionString(primary))).Problem, Does.Contain("seconds behind the primary, and settings.read_lag_limit is 0"));
        }
        finally
        {
            await Sql.ExecuteAsync(administrator, "update outlier.settings set read_lag_limit = default");
        }
    }

    [Test]
    [Category("check-more")]
    public async Task A_standby_of_another_database_is_named()
    {
        await server!.ExecuteAsync("drop database if exists outlier_other");
        await server.ExecuteAsync("create database outlier_other template outlier_primary");
        await CatchUpAsync();
        var other = new NpgsqlConnectionStringBuilder(standby!.ConnectionString(primary)) { Database = "outlier_other" }.ConnectionString;
        Assert.That((await CheckAsync(other)).Problem, Does.Contain("or it has another database"));
    }

    [TestCase("2", "a standby of another server")]
    [TestCase("1", null)]
    [TestCase(null, null)]
    [Category("check-more")]
    public void A_standby_of_another_server_is_named(string? itsServer, string? problem)
    {
        var primaryItself = new StandbyReport(IsStandby: false, "1", 16_384, HasReplayed: true, LagMilliseconds: null, HasFeedback: false, "30s");
        var itself = new StandbyReport(IsStandby: true, itsServer, 16_384, HasReplayed: true, LagMilliseconds: 0, HasFeedback: true, "30s");
        Assert.That(StandbyCheck.Judge(itself, primaryItself, TimeSpan.FromSeconds(10)).Problem, problem is null ? Is.Null : Does.Contain(problem));
    }

    private async Task<CheckResult> CheckAsync(string readOnly)
    {
        await using var program = RunCommand.Build(builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection(RunningExecutor.Configuration(primary, simulator!.Address));
            builder.Configuration.AddInMemoryCollection(Settings(readOnly));
        });
        return (await CheckCommand.LookAsync(program.Services, CancellationToken.None)).Single(result => result.Name == "standby");
    }

    private async Task BecomesAsync(string setting, string value) => Assert.That(
        async () => await Sql.ScalarAsync<string>(standby!.ConnectionString(administrator), $"select current_setting('{setting}')"), Is.EqualTo(value).After(10_000, 20));

    // Removes numbers, because some answers contain the time that is left until an event.
    private static string Timeless(string answer) => Number().Replace(answer, "0");

    [GeneratedRegex("[0-9]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Number();

    private static Dictionary<string, string?> Settings(string? readOnly) => new(StringComparer.Ordinal)
    {
        ["Auth:JwtSecret"] = Jwt.Secret,
        ["Auth:Audience"] = Jwt.Audience,
        ["ConnectionStrings:OutlierReadOnly"] = readOnly,
    };

    private Task<RunningExecutor> StartAsync() => RunningExecutor.StartAsync(primary, simulator!.Address, time, Settings(standby!.ConnectionString(primary) + ";Pooling=true"));

    private Task RenameAsync(string title) => Sql.ExecuteAsync(administrator, $"update outlier.campaigns set title = '{title}' where id = 1");

    private Task OnStandbyAsync(string sql) => Sql.ExecuteAsync(standby!.ConnectionString(administrator), sql);

    private async Task CatchUpAsync()
    {
        var position = await Sql.ScalarAsync<string>(administrator, "select pg_current_wal_insert_lsn()::text");
        Assert.That(
            async () => await Sql.ScalarAsync<bool>(standby!.ConnectionString(administrator), $"select pg_last_wal_replay_lsn() >= '{position}'"),
            Is.True.After(30_000, 20));
    }

    private async Task<string> TitleAsync(RunningExecutor executor)
    {
        using var json = JsonDocument.Parse(await AnswerAsync(executor, "campaigns/1"));
        return json.RootElement.GetProperty("title").GetString()!;
    }

    private async Task<string> AnswerAsync(RunningExecutor executor, string path)
    {
        using var answer = await client.GetAsync(new Uri(executor.Address, path));
        var body = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.IsSuccessStatusCode, Is.True, $"{path}: {answer.StatusCode} {body}");
        return body;
    }

    /// <summary>All connections of a pool, taken by the test.</summary>
    private sealed class HeldConnections : IAsyncDisposable
    {
        private readonly List<NpgsqlConnection> connections = [];

        public static async Task<HeldConnections> TakeAllAsync(NpgsqlDataSource pool)
        {
            var held = new HeldConnections();
            var size = new NpgsqlConnectionStringBuilder(pool.ConnectionString).MaxPoolSize;
            while (held.connections.Count < size)
            {
                held.connections.Add(await pool.OpenConnectionAsync());
            }

            return held;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }
        }
    }
}
