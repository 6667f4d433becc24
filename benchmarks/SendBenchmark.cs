using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Outlier.Simulator;

namespace Outlier.Benchmarks;

/// <summary>Measures how fast one executor sends without quotas, and how fast HTTP alone would be.</summary>
internal static class SendBenchmark
{
    private const double LeastShare = 0.5;

    public static async Task<int> RunAsync(int messages, CancellationToken token)
    {
        var (bare, outlier) = await MeasureAsync(messages, token);
        Print("queued", $"{messages} people in {outlier.Queued.TotalSeconds:0.00} s");
        Print("sent and recorded", $"{outlier.Recorded} messages: {outlier.Rate:0} a second");
        Print("bare HttpClient", $"{bare:0} a second against the same simulator, nothing recorded");
        Print("of its rate", $"{outlier.Rate / bare:P0} (bound {LeastShare:P0})");
        Print("executor's memory", $"{outlier.Megabytes:0} MB at the most");
        return outlier.Recorded == messages && IsWithinBound(outlier.Rate, bare) ? 0 : 1;
    }

    /// <summary>Whether a rate reaches its required share of the bare client's rate.</summary>
    public static bool IsWithinBound(double rate, double bare) => rate >= LeastShare * bare;

    /// <summary>Measures the bare client's rate, then Outlier's. Neither is warmed up.</summary>
    public static async Task<(double Bare, Sent Outlier)> MeasureAsync(int messages, CancellationToken token)
    {
        var options = new SimulatorOptions { Quotas = [], MaxConcurrent = 0, KeepCalls = 0, UserActionWebhooks = false };
        await using var bench = await Bench.OpenAsync(options);
        var bare = await BareAsync(bench.Simulator, Math.Min(messages, 50_000), token);
        bench.Simulator.State.Reset();
        await bench.RaiseQuotasAsync();
        await bench.AddPeopleAsync(messages);
        bench.StartExecutor();
        await bench.ReadyAsync();

        var clock = Stopwatch.StartNew();
        await bench.ReadAsync<long>("select outlier.make_broadcast()");
        var queued = clock.Elapsed;
        await bench.Simulator.State.WaitForMessagesAsync(messages, TimeSpan.FromMinutes(10));
        while (await bench.ReadAsync<bool>("select exists (select from outlier.broadcasts where state = 'sending')"))
        {
            await Task.Delay(10, token);
        }

        var sending = clock.Elapsed - queued;
        var recorded = await bench.ReadAsync<long>("select count(*) from outlier.message_statuses");
        var sent = new Sent(queued, recorded, recorded / sending.TotalSeconds, bench.PeakMegabytes);
        return (bare, sent);
    }

    /// <summary>The measurements of one broadcast.</summary>
    /// <param name="Queued">Time that queueing took.</param>
    /// <param name="Recorded">Number of recorded messages.</param>
    /// <param name="Rate">Messages a second, from the end of queueing until the last one is recorded.</param>
    /// <param name="Megabytes">The executor's largest resident memory, in MB.</param>
    public sealed record Sent(TimeSpan Queued, long Recorded, double Rate, double Megabytes);

    private static void Print(string what, FormattableString figure) =>
        Console.WriteLine($"{what,-20}{figure.ToString(CultureInfo.InvariantCulture)}");

    private static async Task<double> BareAsync(SimulatorHost simulator, int calls, CancellationToken token)
    {
        using var client = new HttpClient { BaseAddress = simulator.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "bare");
        const string Body = """{"drafts":{"body":"Hi, this is Example Newsroom. Reply YES for details or STOP to opt out.","from_field":{"phone_number":"+13135550100","type":"twilio"},"to_fields":[{"phone_number":"+13135550142"}],"send":true}}""";
        var clock = Stopwatch.StartNew();
        await Parallel.ForAsync(0, calls, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = token }, async (_, cancelled) =>
        {
            using var content = new StringContent(Body, Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(new Uri("v1/drafts", UriKind.Relative), content, cancelled);
            answer.EnsureSuccessStatusCode();
        });
        return calls / clock.Elapsed.TotalSeconds;
    }
}
