using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Outlier.Simulator;
using Outlier.Tests.Support;

namespace Outlier.Benchmarks;

/// <summary>
/// Measures whether a transaction that another session leaves open slows sending down. It compares the rates before,
/// during and after that transaction, all within one batch. Then it measures whether the queue table grows while
/// batches come and go.
/// </summary>
internal static class DecayBenchmark
{
    private const double LeastShare = 0.95;
    private const double MostGrowth = 2;
    private const int ChurnPeople = 50_000;
    private static readonly TimeSpan Clean = TimeSpan.FromSeconds(20);

    /// <param name="held">Time for which the transaction is open.</param>
    /// <param name="churn">Time for which batches come and go.</param>
    /// <param name="messages">
    /// Number of messages in the batch. It must last for <paramref name="held"/> and 40 seconds.
    /// </param>
    /// <param name="token">Cancels the benchmark.</param>
    /// <returns>0 if both results are within their bounds.</returns>
    public static async Task<int> RunAsync(TimeSpan held, TimeSpan churn, int messages, CancellationToken token)
    {
        var options = new SimulatorOptions { Quotas = [], MaxConcurrent = 0, KeepCalls = 0, UserActionWebhooks = false };
        await using var bench = await Bench.OpenAsync(options);
        await bench.RaiseQuotasAsync();
        await bench.AddPeopleAsync(messages);
        bench.StartExecutor();
        await bench.ReadyAsync();
        var isSteady = held == TimeSpan.Zero || await HoldAsync(bench, held, messages, token);
        var isSmall = churn == TimeSpan.Zero || await ChurnAsync(bench, churn, messages, token);
        return isSteady && isSmall ? 0 : 1;
    }

    private static async Task<bool> HoldAsync(Bench bench, TimeSpan held, int messages, CancellationToken token)
    {
        await bench.ReadAsync<long>("select outlier.make_broadcast()");
        // Warms up, so that code is compiled and plans are cached.
        await RateAsync(bench, TimeSpan.FromSeconds(10), token);
        var before = await RateAsync(bench, Clean, token);
        double beside;
        double last;
        await using (var other = new NpgsqlConnection(bench.Database.ConnectionString))
        {
            await other.OpenAsync(token);
            await using var transaction = await other.BeginTransactionAsync(token);
            await other.ScalarAsync<string>("select pg_current_xact_id()::text");
            beside = await RateAsync(bench, held - Clean, token);
            last = await RateAsync(bench, Clean, token);
        }

        var after = await RateAsync(bench, Clean, token);
        var left = messages - bench.Simulator.State.SentCount;
        var clean = (before + after) / 2;
        var share = Math.Min(beside, last) / clean;
        Print("clean", $"{before:0} messages a second before, {after:0} after");
        Print("beside an open transaction", $"{beside:0} a second for {held.TotalSeconds:0} s, {last:0} in its last {Clean.TotalSeconds:0} s");
        Print("of the clean rate", $"{share:P0} (bound {LeastShare:P0}){(left > 0 ? string.Empty : "   THE BATCH ENDED: more --messages")}");
        await WaitAsync(bench, token);
        return share >= LeastShare && left > 0;
    }

    private static async Task<bool> ChurnAsync(Bench bench, TimeSpan churn, int messages, CancellationToken token)
    {
        await bench.RunAsync(string.Create(
            CultureInfo.InvariantCulture, $"update outlier.broadcasts set no_users = {Math.Min(ChurnPeople, messages)} where state = 'scheduled'"));
        await bench.RunAsync("vacuum full outlier.broadcast_first_messages");
        var clock = Stopwatch.StartNew();
        var batches = 0;
        var start = 0L;
        var most = 0L;
        while (batches == 0 || clock.Elapsed < churn)
        {
            await bench.ReadAsync<long>("select outlier.make_broadcast()");
            var size = await bench.ReadAsync<long>("select pg_total_relation_size('outlier.broadcast_first_messages')");
            start = batches == 0 ? size : start;
            most = Math.Max(most, size);
            await WaitAsync(bench, token);
            batches++;
        }

        var growth = (double)most / start;
        Print("queue of a full batch", $"{start / 1_048_576.0:0} MB, at most {most / 1_048_576.0:0} MB in {batches} batches");
        Print("growth", $"{growth:0.0} times (bound {MostGrowth:0})");
        return growth <= MostGrowth;
    }

    private static async Task<double> RateAsync(Bench bench, TimeSpan time, CancellationToken token)
    {
        var clock = Stopwatch.StartNew();
        var first = bench.Simulator.State.SentCount;
        await Task.Delay(time, token);
        return (bench.Simulator.State.SentCount - first) / clock.Elapsed.TotalSeconds;
    }

    private static async Task WaitAsync(Bench bench, CancellationToken token)
    {
        while (await bench.ReadAsync<bool>("select exists (select from outlier.broadcasts where state = 'sending')"))
        {
            await Task.Delay(50, token);
        }
    }

    private static void Print(string what, FormattableString figure) =>
        Console.WriteLine($"{what,-28}{figure.ToString(CultureInfo.InvariantCulture)}");
}
