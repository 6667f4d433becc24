using Npgsql;
using Outlier.Tests.Faults.Support;

namespace Outlier.Tests.Faults.Scenarios;

/// <summary>Checks that no text is lost or doubled if the database stops, hangs or refuses during a send.</summary>
public sealed class DatabaseTests
{
    [TestCase("fast")]
    [TestCase("immediate")]
    [Category("fault-suite")]
    public async Task Restarted(string mode)
    {
        await using var proof = await Proof.OpenAsync($"{nameof(Restarted)} ({mode})");
        await proof.StartAndListenAsync();
        for (var times = Chance.Times(3); times > 0; times--)
        {
            await proof.BroadcastIfThroughAsync();
            await proof.SomeAreSentAsync(proof.Random.Next(100));
            if (!await (await TestDatabase.ServerAsync()).RestartAsync(mode))
            {
                Assert.Ignore("Only a server that these tests started on this machine can be restarted.");
            }

            proof.Faults++;
        }

        await proof.JudgeAsync();
    }

    [Test]
    [Category("fault-suite")]
    public async Task Backends_terminated()
    {
        await using var proof = await Proof.OpenAsync();
        await proof.StartAndListenAsync();
        await EachTimeAsync(proof, 10, () => proof.RunAsync(
            """
            select pg_terminate_backend(a.pid) from pg_stat_activity as a
            where a.datname = current_database() and a.application_name like 'outlier%' and random() < 0.7
            """));
        await proof.JudgeAsync();
    }

    [Test]
    [Category("fault-suite")]
    public async Task Connections_cut()
    {
        await using var proof = await Proof.OpenAsync();
        await using var gate = ToDatabase(proof);
        await proof.StartAndListenAsync(Through(proof, gate));
        await EachTimeAsync(proof, 10, () =>
        {
            gate.Reset();
            return Task.CompletedTask;
        });
        await proof.JudgeAsync();
    }

    [Test]
    public async Task The_database_refuses_connections_for_a_while()
    {
        await using var proof = await Proof.OpenAsync();
        await using var gate = ToDatabase(proof);
        await proof.StartAndListenAsync(Through(proof, gate));
        await EachTimeAsync(proof, 2, async () =>
        {
            gate.Refuse();
            gate.Reset();
            await Task.Delay(proof.Random.Next(1000));
            gate.Open();
        });
        await proof.JudgeAsync();
    }

    [Test]
    [Category("fault-suite")]
    public async Task Connections_half_open()
    {
        await using var proof = await Proof.OpenAsync();
        await using var gate = ToDatabase(proof);
        // The pause is longer than the command timeout and the keepalive. The listener notices the cut by its
        // keepalive.
        await proof.StartAndListenAsync(Through(proof, gate) + ";Command Timeout=2;Keepalive=1");
        await EachTimeAsync(proof, 2, async () =>
        {
            gate.Silence();
            await Task.Delay(3000);
            gate.Reset();
            gate.Open();
        });
        await proof.JudgeAsync();
    }

    [Test]
    [Category("fault-suite")]
    public async Task Only_the_connection_that_listens_is_cut()
    {
        await using var proof = await Proof.OpenAsync();
        await proof.StartAndListenAsync();
        await EachTimeAsync(proof, 10, () => proof.RunAsync(
            "select pg_terminate_backend(a.pid) from pg_stat_activity as a where a.datname = current_database() and a.application_name = 'outlier listener'"));
        await proof.JudgeAsync();
    }

    [Test]
    [Category("fault-suite")]
    public async Task Read_only_for_a_while()
    {
        await using var proof = await Proof.OpenAsync();
        await proof.StartAndListenAsync();
        await EachTimeAsync(proof, 2, async () =>
        {
            await proof.RunAsync($"alter database {proof.Newsroom.Database.Name} set default_transaction_read_only = on");
            await TerminateAsync(proof);
            await Task.Delay(proof.Random.Next(1500));
            await proof.RunAsync($"alter database {proof.Newsroom.Database.Name} reset default_transaction_read_only");
            await TerminateAsync(proof);
        });
        await proof.JudgeAsync();
    }

    [Test]
    [Category("fault-suite")]
    public async Task Statements_end_after_a_second_behind_a_lock()
    {
        await using var proof = await Proof.OpenAsync();
        await proof.StartAndListenAsync(new NpgsqlConnectionStringBuilder(proof.ConnectionString)
        {
            Options = "-c role=outlier_executor -c statement_timeout=1s",
        }.ConnectionString);
        await EachTimeAsync(proof, 2, () => proof.RunAsync(
            """
            begin;
            lock table outlier.message_statuses in access exclusive mode;
            select pg_sleep(1.5);
            commit;
            """));
        await proof.JudgeAsync();
    }

    [Test]
    [Category("fault-suite")]
    public async Task A_session_idle_in_transaction_beside_a_send()
    {
        // A run by hand sends 20,000 messages. Only such a run checks the rate, because only there is the machine
        // otherwise idle.
        var people = Chance.IsLong ? 20_000 : 1_000;
        await using var proof = await Proof.OpenAsync();
        proof.Simulator.Options.AnswerDelay = TimeSpan.Zero;
        await proof.RunAsync("update outlier.quotas set max_concurrent = null");
        await proof.StartAndListenAsync();
        proof.Simulator.Options.WebhookUrl = null;
        await SendAsync(proof, people);
        var clean = await SendAsync(proof, people);
        await using var idle = new NpgsqlConnection(proof.Newsroom.Database.ConnectionString);
        await idle.OpenAsync();
        await using var transaction = await idle.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await idle.ExecuteAsync("create temporary table held as select count(*) from outlier.queued_messages");
        var beside = await SendAsync(proof, people);
        proof.Faults++;
        var dead = await proof.ReadAsync<long>("select n_dead_tup from pg_stat_user_tables where relname = 'broadcast_first_messages'");
        await TestContext.Progress.WriteLineAsync(
            $"Beside a session idle in transaction: {beside:F0} messages a second, clean {clean:F0} ({beside / clean:P0}); {dead} dead rows in the queue");
        // Each message is inserted, claimed and deleted. Vacuum may or may not have removed the dead rows of earlier
        // rounds.
        Assert.That(dead, Is.LessThanOrEqualTo(3 * 3 * people));
        if (Chance.IsLong)
        {
            Assert.That(beside / clean, Is.GreaterThanOrEqualTo(0.9));
        }

        await transaction.RollbackAsync();
        await proof.JudgeAsync();
    }

    /// <returns>Messages per second.</returns>
    private static async Task<double> SendAsync(Proof proof, int people)
    {
        await proof.BroadcastAsync(people);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await proof.UntilAsync("not exists (select from outlier.queued_messages)");
        return 2 * people / clock.Elapsed.TotalSeconds;
    }

    private static Task TerminateAsync(Proof proof) => proof.RunAsync(
        "select pg_terminate_backend(a.pid) from pg_stat_activity as a where a.datname = current_database() and a.application_name like 'outlier%'");

    private static async Task EachTimeAsync(Proof proof, int few, Func<Task> breakAsync)
    {
        for (var times = Chance.Times(few); times > 0; times--)
        {
            await proof.BroadcastIfThroughAsync();
            await proof.SomeAreSentAsync(proof.Random.Next(60));
            await breakAsync();
            proof.Faults++;
        }
    }

    private static Gate ToDatabase(Proof proof)
    {
        var server = new NpgsqlConnectionStringBuilder(proof.ConnectionString);
        return Gate.To(server.Host!, server.Port);
    }

    private static string Through(Proof proof, Gate gate) =>
        new NpgsqlConnectionStringBuilder(proof.ConnectionString) { Port = gate.Address.Port }.ConnectionString;
}
