using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Outlier.Simulator;
using Outlier.Tests.Support;

namespace Outlier.Benchmarks;

/// <summary>
/// Rehearses an upgrade: an executor of this version sends messages and receives webhooks while the database is
/// migrated to the next version. It fails if a webhook is refused or lost, if a message is lost or sent twice, or if a
/// session waits for a table lock longer than the migrator may block.
/// </summary>
internal static class OutageBenchmark
{
    private const int WarmUpRate = 50;
    private const int WarmUpSeconds = 10;

    // The migrator's longest wait for the locks of one try, in milliseconds. See sql/migrator/migrate.sql.
    private const int LockTimeout = 500;

    // The current wait of the executor's sessions for table locks, in milliseconds: the longest one.
    private const string LongestWait =
        """
        select coalesce(max(extract(epoch from clock_timestamp() - l.waitstart)) * 1000, 0)::double precision
        from pg_locks as l
        inner join pg_stat_activity as a on a.pid = l.pid
        where not l.granted and l.locktype = 'relation' and a.application_name like 'outlier %'
        """;

    public static async Task<int> RunAsync(int messages, int rate, int seconds, CancellationToken token)
    {
        var options = new SimulatorOptions { Quotas = [], MaxConcurrent = 0, KeepCalls = 0, UserActionWebhooks = false };
        await using var bench = await Bench.OpenAsync(options);
        await bench.RaiseQuotasAsync();
        await bench.RunAsync(WebhookBenchmark.Others);
        await bench.AddPeopleAsync(messages, areThere: true);
        await bench.RunAsync("vacuum analyze");
        var address = WebhookBenchmark.FreeAddress();
        bench.StartExecutor(address);
        await bench.ReadyAsync();
        using var client = new HttpClient { BaseAddress = address };
        await WebhookBenchmark.AnsweringAsync(client, token);
        await WebhookBenchmark.DeliverAsync(client, 0, WarmUpRate, WarmUpSeconds, token);

        using var over = new CancellationTokenSource();
        var waits = WatchAsync(bench.Database.ConnectionString, over.Token);
        var webhooks = WebhookBenchmark.DeliverAsync(client, WarmUpRate * WarmUpSeconds, rate, seconds, token);
        var clock = Stopwatch.StartNew();
        await bench.ReadAsync<long>("select outlier.make_broadcast()");
        await bench.Simulator.State.WaitForMessagesAsync(messages / 10, TimeSpan.FromMinutes(5));
        var began = clock.Elapsed;
        var result = await Task.Run(() => NextVersion.Migrate(bench.Database.ConnectionString), token);
        var migrated = clock.Elapsed;
        var sentMeanwhile = bench.Simulator.State.SentCount;
        await bench.Simulator.State.WaitForMessagesAsync(messages, TimeSpan.FromMinutes(10));
        while (await bench.ReadAsync<bool>("select exists (select from outlier.queued_messages)"))
        {
            await Task.Delay(10, token);
        }

        var sent = clock.Elapsed;
        var times = await webhooks;
        await over.CancelAsync();
        return await ReportAsync(
            bench,
            new Outcome(
                messages, result.Migrations.Count, result.Functions.Count, migrated - began, sent, sentMeanwhile, times, await waits));
    }

    private static async Task<int> ReportAsync(Bench bench, Outcome outcome)
    {
        var recorded = await bench.ReadAsync<long>("select count(*) from outlier.message_statuses");
        var stored = await bench.ReadAsync<long>("select count(*) from outlier.invoke_history where state = 'done'");
        var failed = await bench.ReadAsync<long>("select count(*) from outlier.errors");
        var incidents = await bench.ReadAsync<long>("select count(*) from outlier.incidents");
        var delivered = outcome.Times.Length + (WarmUpRate * WarmUpSeconds);
        var times = outcome.Times;
        Array.Sort(times);
        Print("migrated", $"{outcome.Migrations} migrations, {outcome.Functions} functions in {outcome.Migrating.TotalSeconds:0.0} s");
        Print("by then sent", $"{outcome.SentMeanwhile} of {outcome.Messages} messages");
        var sent = bench.Simulator.State.SentCount;
        Print("sent and recorded", $"{recorded} of {outcome.Messages}, {sent} at Missive, in {outcome.Sent.TotalSeconds:0.0} s");
        Print("webhooks", $"{delivered} answered with 200, {stored} acted on, {failed} failed, {incidents} incidents");
        Print(
            "answered after",
            $"median {times[times.Length / 2]:0} ms, 99% {times[times.Length * 99 / 100]:0} ms, at the most {times[^1]:0} ms");
        Print("longest wait", $"{outcome.LongestWait:0} ms for a table, at the most {LockTimeout}");
        return recorded == outcome.Messages && sent == outcome.Messages && stored == delivered && failed == 0
            && incidents == 0 && outcome.LongestWait <= LockTimeout ? 0 : 1;
    }

    // Polls the server's own measurement a hundred times a second.
    private static async Task<double> WatchAsync(string connectionString, CancellationToken over)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(CancellationToken.None);
        var longest = 0d;
        while (!over.IsCancellationRequested)
        {
            longest = Math.Max(longest, await connection.ScalarAsync<double>(LongestWait));
            await Task.Delay(10, CancellationToken.None);
        }

        return longest;
    }

    private static void Print(string what, FormattableString figure) =>
        Console.WriteLine($"{what,-20}{figure.ToString(CultureInfo.InvariantCulture)}");

    private sealed record Outcome(
        int Messages, int Migrations, int Functions, TimeSpan Migrating, TimeSpan Sent, int SentMeanwhile,
        double[] Times, double LongestWait);
}
