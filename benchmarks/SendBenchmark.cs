using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Outlier.Simulator;

namespace Outlier.Benchmarks;

/// <summary>How fast one executor sends with no quota, and what HTTP alone would take.</summary>
internal static class SendBenchmark
{
    public static async Task<int> RunAsync(int messages, CancellationToken token)
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
        Print("queued", $"{messages} people in {queued.TotalSeconds:0.00} s");
        Print("sent and recorded", $"{recorded} messages in {sending.TotalSeconds:0.0} s: {recorded / sending.TotalSeconds:0} a second");
        Print("bare HttpClient", $"{bare:0} a second against the same simulator, nothing recorded");
        Print("executor's memory", $"{bench.PeakMegabytes:0} MB at the most");
        return recorded == messages ? 0 : 1;
    }

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
