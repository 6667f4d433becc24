using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Outlier.Simulator;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor;

/// <summary>A separate database, a simulator, and the executors that a test starts.</summary>
internal sealed class Newsroom : IAsyncDisposable
{
    /// <summary>Long enough for a busy machine. No test waits for the whole time.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly List<RunningExecutor> executors = [];

    private Newsroom(TestDatabase database, SimulatorHost simulator, NpgsqlConnection connection)
    {
        Database = database;
        Simulator = simulator;
        Connection = connection;
    }

    public TestDatabase Database { get; }

    public SimulatorHost Simulator { get; }

    /// <summary>An administrator's connection, as in psql.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>The settings with which an executor reads from the simulated Twilio.</summary>
    public Dictionary<string, string?> WithTwilio => new(StringComparer.Ordinal)
    {
        ["Twilio:BaseUrl"] = Simulator.Address.ToString(),
        ["Twilio:AccountSid"] = Simulator.State.Options.AccountSid,
        ["Twilio:AuthToken"] = Simulator.State.Options.TwilioAuthToken,
    };

    /// <param name="unlimited">Whether to remove the quotas in the simulator and in the database.</param>
    /// <param name="time">The simulator's clock.</param>
    public static async Task<Newsroom> OpenAsync(bool unlimited = true, TimeProvider? time = null)
    {
        var options = new SimulatorOptions { UserActionWebhooks = false, WebhookSecret = RunningExecutor.Secret };
        if (unlimited)
        {
            options.Quotas = [];
            options.MaxConcurrent = 0;
        }

        var database = await TestDatabase.CloneAsync();
        var simulator = await SimulatorHost.StartAsync(options, time);
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var newsroom = new Newsroom(database, simulator, connection);
        await newsroom.RunAsync(
            $"""
             update outlier.settings set sending_phone_number = '{options.OurNumber}', organization_id = '{options.OrganizationId}';
             update outlier.quotas set max_concurrent = null where {(unlimited ? "true" : "false")};
             delete from outlier.quota_limits where {(unlimited ? "true" : "false")};
             """);
        return newsroom;
    }

    public async Task<RunningExecutor> StartExecutorAsync(
        TimeProvider? time = null, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null)
    {
        var executor = await RunningExecutor.StartAsync(Database.ConnectionStringFor("outlier_executor"), Simulator.Address, time, settings, services);
        executors.Add(executor);
        Simulator.State.Options.WebhookUrl = executor.Address;
        return executor;
    }

    public Task RunAsync(string sql) => Connection.ExecuteAsync(sql);

    public async Task<T> ReadAsync<T>(string sql) => (await Connection.ScalarAsync<T>(sql))!;

    /// <summary>Creates and queues a broadcast to this many people in one transaction. Returns its id.</summary>
    public Task<long> BroadcastAsync(int people, string text = "Hello", string? followUp = null, int delay = 600) => ReadAsync<long>(
        $"""
         insert into outlier.authors (phone_number)
         select '+1' || (200 + n / 100) || '55501' || lpad((n % 100)::text, 2, '0') from generate_series(0, {people} - 1) as n
         on conflict do nothing;
         insert into outlier.audience_segments (name, query) values ('Everybody', 'select phone_number from authors order by phone_number')
         on conflict do nothing;
         delete from outlier.broadcasts where state = 'scheduled';
         insert into outlier.broadcasts (first_message, second_message, no_users, delay) values ('{text}', {(followUp is null ? "null" : $"'{followUp}'")}, {people}, {delay});
         insert into outlier.broadcasts_segments
         select b.id, s.id, 100 from outlier.broadcasts as b cross join outlier.audience_segments as s where b.state = 'scheduled' and s.name = 'Everybody';
         select outlier.make_broadcast();
         """);

    /// <summary>Waits until another session makes a condition true in the database.</summary>
    public async Task UntilAsync(string condition, TimeSpan? longest = null)
    {
        using var limit = new CancellationTokenSource(longest ?? Limit);
        // The short pause leaves processor time to the sessions that the test waits for.
        while (!await ReadAsync<bool>($"select {condition} from (select pg_sleep(0.01)) as breath"))
        {
            if (limit.IsCancellationRequested)
            {
                var queued = await ReadAsync<string>("select coalesce(jsonb_pretty(jsonb_agg(q)), 'nothing') from (select * from outlier.queued_messages limit 10) as q");
                Assert.Fail($"Not within {longest ?? Limit}: {condition}\nQueued: {queued}\nLogs: {string.Join('\n', executors.Select(executor => executor.Log.Text))}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var executor in executors)
        {
            await executor.DisposeAsync();
        }

        await Simulator.DisposeAsync();
        await Connection.DisposeAsync();
        await Database.DisposeAsync();
    }
}
