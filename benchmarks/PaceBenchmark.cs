using System.Diagnostics;
using System.Globalization;
using Outlier.Simulator;

namespace Outlier.Benchmarks;

/// <summary>
/// Applies Missive's real limits in the simulator and in Outlier. Sending must use them fully, without any 429.
/// </summary>
internal static class PaceBenchmark
{
    private const int Messages = 1200;

    public static async Task<int> RunAsync(CancellationToken token)
    {
        await using var bench = await Bench.OpenAsync(new SimulatorOptions { UserActionWebhooks = false, AnswerDelay = TimeSpan.FromMilliseconds(100) });
        await bench.AddPeopleAsync(Messages);
        bench.StartExecutor();
        await bench.ReadyAsync();
        var clock = Stopwatch.StartNew();
        await bench.ReadAsync<long>("select outlier.make_broadcast()");
        foreach (var step in new[] { 300, 600, 900, Messages })
        {
            await bench.Simulator.State.WaitForMessagesAsync(step, TimeSpan.FromMinutes(20)).WaitAsync(token);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step,5} messages after {clock.Elapsed.TotalSeconds,6:0.0} s; 429 answers: {bench.Simulator.State.RateLimited}"));
        }

        return bench.Simulator.State.RateLimited == 0 ? 0 : 1;
    }
}
