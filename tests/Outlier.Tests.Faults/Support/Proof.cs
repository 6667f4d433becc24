using System.Runtime.CompilerServices;
using Npgsql;
using Outlier.Simulator;

namespace Outlier.Tests.Faults.Support;

/// <summary>
/// Breaks a newsroom on purpose and checks the outcome. The simulator's record of its texts must show that each person
/// got each message exactly once. For a missing message, the database must say why it was not sent.
/// </summary>
internal sealed class Proof : IAsyncDisposable
{
    /// <summary>Number of people that each broadcast goes to.</summary>
    public const int People = 200;

    // Skips waits that take minutes in production. Only the work of a dead executor needs time to end.
    private const string TimePasses =
        """
        update outlier.queued_messages set lease_until = now()
        where (state = 'unknown' and lease_until > now())
          -- No call is under way. If a claim is older than this, the executor never got the response to it.
          or (state = 'sending' and (split_part(claimed_by, ':', 2)::integer <> all (@living) or claimed_at < now() - interval '8 seconds'));
        update outlier.requests set lease_until = now()
        where state = 'working' and (split_part(claimed_by, ':', 2)::integer <> all (@living) or claimed_at < now() - interval '8 seconds');
        update outlier.requests set due_at = now() where state = 'waiting' and due_at > now();
        update outlier.quotas set held_until = now() where held_until > now();
        select outlier.maintain_queues();
        select outlier.wake_executor();
        """;

    // The sums that triggers maintain. The test compares them with sums counted from the tables.
    private const string Sums =
        "select coalesce(jsonb_agg(to_jsonb(s) order by s.id), '[]')::text from outlier.batch_stats as s";

    private readonly string scenario;
    private readonly HashSet<OutlierProcess> living = [];
    private int rounds;

    private Proof(string scenario, Newsroom newsroom)
    {
        this.scenario = scenario;
        Newsroom = newsroom;
        Random = Chance.For(scenario);
    }

    /// <summary>The random choices. The same seed repeats them.</summary>
    public Random Random { get; }

    /// <summary>The database and the simulator.</summary>
    public Newsroom Newsroom { get; }

    public SimulatorState Simulator => Newsroom.Simulator.State;

    /// <summary>Number of injected faults.</summary>
    public int Faults { get; set; }

    /// <summary>The executor's connection string without a proxy.</summary>
    public string ConnectionString => Newsroom.Database.ConnectionStringFor("outlier_executor");

    /// <param name="scenario">The scenario's name. The printed line contains it.</param>
    public static async Task<Proof> OpenAsync([CallerMemberName] string scenario = "")
    {
        var newsroom = await Newsroom.OpenAsync();
        var proof = new Proof(scenario, newsroom);
        var options = newsroom.Simulator.State.Options;
        options.AnswerDelay = TimeSpan.FromMilliseconds(10);
        options.WebhookRetryPause = TimeSpan.FromSeconds(1);
        await proof.RunAsync(
            """
            update outlier.quotas set max_concurrent = 20;
            update outlier.settings set refusal_wait = '0', ask_twilio_after = '0', rate_limit_wait = '1 second';
            """);
        return proof;
    }

    /// <summary>Starts the program as an operator does.</summary>
    /// <param name="connectionString">Connection string to the database. The default has no proxy.</param>
    /// <param name="settings">Settings in addition to the required ones.</param>
    public OutlierProcess Start(string? connectionString = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var configuration = RunningExecutor.Configuration(connectionString ?? ConnectionString, Newsroom.Simulator.Address);
        foreach (var (key, value) in Newsroom.WithTwilio.Concat(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal)))
        {
            configuration[key] = value;
        }

        var process = OutlierProcess.Start(["run"], configuration);
        living.Add(process);
        return process;
    }

    /// <summary>Starts an executor, waits until it answers, and directs the webhooks to it.</summary>
    public async Task<OutlierProcess> StartAndListenAsync(string? connectionString = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var process = Start(connectionString, settings);
        Simulator.Options.WebhookUrl = await process.ListenAsync();
        return process;
    }

    /// <summary>Kills an executor without warning, and skips the time until its leases expire.</summary>
    public async Task KillAsync(OutlierProcess process)
    {
        process.Kill();
        Forget(process);
        Faults++;
        // The simulator and the database still carry out the executor's last requests. Waits until they have.
        while (Simulator.UnderWay > 0)
        {
            await Task.Delay(1);
        }

        if (living.Count == 0)
        {
            await UntilAsync("not exists (select from pg_stat_activity as a where a.datname = current_database() and a.application_name like 'outlier%')");
        }

        await RunAsync(TimePasses);
    }

    /// <summary>Records that an executor has ended by itself.</summary>
    public void Forget(OutlierProcess process)
    {
        living.Remove(process);
        process.Dispose();
    }

    /// <summary>
    /// Queues a broadcast with a follow-up one second later. Its texts differ from those of all others.
    /// </summary>
    public Task BroadcastAsync(int people = People)
    {
        rounds++;
        return RetryAsync(() => Newsroom.BroadcastAsync(people, $"First {rounds}", $"Second {rounds}", 1));
    }

    /// <summary>Queues another broadcast if the last one is done.</summary>
    public async Task BroadcastIfThroughAsync()
    {
        if (await ReadAsync<bool>("select not exists (select from outlier.queued_messages)"))
        {
            await BroadcastAsync();
        }
    }

    /// <summary>
    /// Waits until this many more texts are sent. Ends earlier if no text is left to send, or after two seconds.
    /// </summary>
    public async Task SomeAreSentAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var enough = Simulator.SentCount + count;
        while (Simulator.SentCount < enough && !limit.IsCancellationRequested && await ReadAsync<bool>("select exists (select from outlier.queued_messages)"))
        {
            await Task.Delay(2);
        }
    }

    /// <summary>
    /// Runs statements on a separate connection as an administrator. Retries while the server cannot be reached.
    /// </summary>
    public Task RunAsync(string sql) => RetryAsync(async () =>
    {
        await using var connection = await OpenConnectionAsync();
        await using var command = Command(connection, sql);
        await command.ExecuteNonQueryAsync();
        return true;
    });

    /// <summary>
    /// Reads one value on a separate connection as an administrator. Retries while the server cannot be reached.
    /// </summary>
    public Task<T> ReadAsync<T>(string sql) => RetryAsync(async () =>
    {
        await using var connection = await OpenConnectionAsync();
        await using var command = Command(connection, sql);
        return (T)(await command.ExecuteScalarAsync())!;
    });

    /// <summary>Waits until a condition is true in the database.</summary>
    public async Task UntilAsync(string condition, TimeSpan? longest = null)
    {
        using var limit = new CancellationTokenSource(longest ?? Newsroom.Limit);
        while (!await ReadAsync<bool>($"select {condition}"))
        {
            if (limit.IsCancellationRequested)
            {
                Assert.Fail($"{scenario}, seed {Chance.Seed}: not within {longest ?? Newsroom.Limit}: {condition}\n{await StateAsync()}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Skips all waits until no text is left to send and no request is left to make.</summary>
    public async Task SettleAsync()
    {
        if (living.Count == 0)
        {
            await StartAndListenAsync();
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (await ReadAsync<bool>(
            "select exists (select from outlier.queued_messages) or exists (select from outlier.requests where kind <> 'create_post')"))
        {
            if (limit.IsCancellationRequested)
            {
                Assert.Fail($"{scenario}, seed {Chance.Seed}: something is left.\n{await StateAsync()}");
            }

            if (Simulator.UnderWay == 0)
            {
                await RunAsync(TimePasses);
            }

            await Task.Delay(100);
        }
    }

    /// <summary>Stops all executors, prints the figures, and fails if a person got too few or too many texts.</summary>
    public async Task JudgeAsync()
    {
        await SettleAsync();
        foreach (var process in living.ToList())
        {
            Assert.That(await process.StopAsync(), Is.Zero, process.Log);
            Forget(process);
        }

        var got = Simulator.Messages.Where(message => message.Direction == "outgoing")
            .GroupBy(message => (message.To, message.Body)).ToDictionary(group => group.Key, group => group.Count());
        var wanted = await WantedAsync();
        var doubled = got.Where(pair => pair.Value > 1).Select(pair => $"{pair.Key}").ToList();
        var lost = wanted.Where(text => !got.ContainsKey(text)).Select(text => $"{text}").ToList();
        var unasked = got.Keys.Except(wanted).Select(text => $"{text}").ToList();
        await TestContext.Progress.WriteLineAsync(
            $"{scenario}: {Faults} faults, {got.Values.Sum()} texts sent, {lost.Count} lost, {doubled.Count} doubled (seed {Chance.Seed})");
        await RunAsync("select outlier.maintain_queues()");
        var sums = await ReadAsync<string>(Sums);
        await RunAsync("select outlier.recount()");
        var recounted = await ReadAsync<string>(Sums);
        Assert.Multiple(() =>
        {
            Assert.That(doubled, Is.Empty, $"doubled, seed {Chance.Seed}");
            Assert.That(lost, Is.Empty, $"lost, seed {Chance.Seed}");
            Assert.That(unasked, Is.Empty, $"sent although the database says that they were not, seed {Chance.Seed}");
            Assert.That(sums, Is.EqualTo(recounted), "sums and tables");
        });
        Assert.That(await ReadAsync<long>("select count(*) from outlier.message_statuses"), Is.EqualTo(got.Count), "one status for each text");
        Assert.That(await ReadAsync<long>("select count(*) from outlier.batches where state not in ('done', 'scheduled')"), Is.Zero, "batches that are not through");
        Assert.That(await ReadAsync<long>("select count(*) from outlier.requests where state = 'working'"), Is.Zero, "requests that are leased");
        Assert.That(await ReadAsync<string>("select coalesce(string_agg(jobname, ' '), '') from cron.job where jobname like 'send-%'"), Is.Empty, "jobs for empty queues");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in living)
        {
            process.Dispose();
        }

        NpgsqlConnection.ClearAllPools();
        await Newsroom.DisposeAsync();
    }

    private static async Task<T> RetryAsync<T>(Func<Task<T>> run)
    {
        using var limit = new CancellationTokenSource(Newsroom.Limit);
        while (true)
        {
            try
            {
                return await run();
            }
            catch (NpgsqlException exception) when (!limit.IsCancellationRequested && (exception is not PostgresException server || IsPassing(server)))
            {
                await Task.Delay(50);
            }
        }
    }

    // Temporary errors while the server stops, starts or is full. The SQLSTATE classes are connection exceptions,
    // operator intervention, lack of resources, invalid transaction states (a read-only transaction), and system
    // errors.
    private static bool IsPassing(PostgresException exception) => exception.SqlState[..2] is "08" or "57" or "53" or "25" or "58";

    private NpgsqlCommand Command(NpgsqlConnection connection, string sql)
    {
        var command = new NpgsqlCommand(sql.Replace("@living", $"'{{{string.Join(',', living.Select(process => process.Id))}}}'::integer[]", StringComparison.Ordinal), connection);
        return command;
    }

    private async Task<NpgsqlConnection> OpenConnectionAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Newsroom.Database.ConnectionString)
        {
            // The administrator who repairs the database must not be subject to the injected settings.
            Options = "-c default_transaction_read_only=off -c statement_timeout=0",
        }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The texts that must have been sent, according to the database's records about each person.</summary>
    private async Task<HashSet<(string To, string Body)>> WantedAsync()
    {
        await using var connection = await OpenConnectionAsync();
        await using var command = Command(
            connection,
            """
            select r.phone_number, t.text
            from outlier.recipients as r
            inner join outlier.batches as b on b.id = r.batch_id
            cross join lateral (values (b.first_message, r.reason), (b.second_message, coalesce(r.reason, r.follow_up_reason))) as t (text, reason)
            where t.text is not null
              and t.reason is null
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var wanted = new HashSet<(string, string)>();
        while (await reader.ReadAsync())
        {
            wanted.Add((reader.GetString(0), reader.GetString(1)));
        }

        return wanted;
    }

    private async Task<string> StateAsync() => await ReadAsync<string>(
        """
        select concat_ws(
          e'\n',
          (select jsonb_pretty(jsonb_agg(q)) from (select * from outlier.queued_messages limit 3) as q),
          (select jsonb_pretty(jsonb_agg(r)) from (select * from outlier.requests limit 3) as r),
          (select jsonb_pretty(jsonb_agg(p)) from outlier.problems as p)
        )
        """) + string.Join('\n', living.Select(process => process.Log[Math.Max(0, process.Log.Length - 8000)..]));
}
