using System.Diagnostics;
using System.Globalization;
using Outlier.Simulator;

namespace Outlier.Benchmarks;

/// <summary>Measures the time from the commit until Missive has the request.</summary>
internal static class LatencyBenchmark
{
    private const int Rounds = 200;

    public static async Task<int> RunAsync(CancellationToken token)
    {
        await using var bench = await Bench.OpenAsync(new SimulatorOptions { Quotas = [], MaxConcurrent = 0, UserActionWebhooks = false });
        await bench.RaiseQuotasAsync();
        await bench.AddPeopleAsync(Rounds + 1);
        await bench.RunAsync("update outlier.broadcasts set no_users = 1; select outlier.make_broadcast()");
        bench.StartExecutor();
        await bench.Simulator.State.WaitForMessagesAsync(1, TimeSpan.FromMinutes(1));

        var times = new List<double>();
        for (var round = 0; round < Rounds && !token.IsCancellationRequested; round++)
        {
            var sent = bench.Simulator.State.SentCount;
            var number = string.Create(CultureInfo.InvariantCulture, $"+1{round + 2:D10}");
            var clock = Stopwatch.StartNew();
            await bench.RunAsync($"insert into outlier.broadcast_first_messages (broadcast_id, recipient_phone_number, message) select min(id), '{number}', 'Hello' from outlier.broadcasts");
            var committed = clock.Elapsed;
            await bench.Simulator.State.WaitForMessagesAsync(sent + 1, TimeSpan.FromMinutes(1));
            times.Add((clock.Elapsed - committed).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"commit to request   median {times[times.Count / 2]:0.0} ms, 95% {times[times.Count * 95 / 100]:0.0} ms, longest {times[^1]:0.0} ms ({times.Count} rounds)"));
        return 0;
    }
}
