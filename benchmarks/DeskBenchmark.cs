using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Outlier.Executor.Auth;
using Outlier.Simulator;

namespace Outlier.Benchmarks;

/// <summary>
/// Measures the fragments of the team's page with a million people and millions of messages in hundreds of batches.
/// </summary>
internal static class DeskBenchmark
{
    private const int Rounds = 20;
    private const double Limit = 100;

    private static readonly (string Name, string Path)[] Fragments =
    [
        ("today", "desk/today"),
        ("broadcast", "desk/broadcast"),
        ("share of a segment", "desk/broadcast/segments/count?id={upcoming}&segment=1&ratio=40"),
        ("campaigns", "desk/campaigns"),
        ("campaigns, searched", "desk/campaigns/list?search=Campaign%207"),
        ("campaign", "desk/campaigns/{campaign}"),
        ("new campaign", "desk/campaigns/new"),
        ("a year of broadcasts", "desk/results"),
        ("results of a broadcast", "desk/results/broadcast/{broadcast}"),
        ("its people", "desk/results/broadcast/{broadcast}/recipients"),
        ("person", "desk/person/10000000042"),
        ("reviews", "desk/reviews"),
        ("settings", "desk/settings"),
    ];

    public static async Task<int> RunAsync(int messages, CancellationToken token)
    {
        var bench = await Bench.OpenAsync(new SimulatorOptions { KeepCalls = 0 });
        await using (bench)
        {
            var clock = Stopwatch.StartNew();
            await StatisticsBenchmark.FillAsync(bench, messages);
            await bench.RunAsync(
                """
                insert into outlier.authors (phone_number, name) select '+1' || lpad(n::text, 10, '0'), 'Person ' || n from generate_series(60001, 1000000) as n;
                insert into outlier.broadcasts (first_message, second_message, no_users) values ('What do you need to know?', 'Reply any time.', 1000);
                insert into outlier.broadcasts_segments select b.id, 1, 100 from outlier.broadcasts as b where b.state = 'scheduled';
                analyze;
                """);
            var batches = await bench.ReadAsync<long>("select count(*) from outlier.batches");
            var filled = await bench.ReadAsync<long>("select count(*) from outlier.message_statuses");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"filled",-26}{filled} messages in {batches} batches, in {clock.Elapsed.TotalSeconds:0} s"));

            var bearer = OperatorToken.Create();
            await bench.RunAsync($"select api.create_token('benchmark', 'sender', '\\x{Convert.ToHexString(OperatorToken.Digest(bearer))}')");
            var address = WebhookBenchmark.FreeAddress();
            bench.StartExecutor(address);
            using var client = new HttpClient { BaseAddress = address };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            await WebhookBenchmark.AnsweringAsync(client, token);

            var ids = (
                Broadcast: await bench.ReadAsync<long>("select max(id) from outlier.broadcasts where state = 'done'"),
                Campaign: await bench.ReadAsync<long>("select max(id) from outlier.campaigns"),
                Upcoming: await bench.ReadAsync<long>("select id from outlier.broadcasts where state = 'scheduled'"));
            var slowest = 0.0;
            foreach (var (name, path) in Fragments)
            {
                var one = path
                    .Replace("{broadcast}", ids.Broadcast.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                    .Replace("{upcoming}", ids.Upcoming.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                    .Replace("{campaign}", ids.Campaign.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
                slowest = Math.Max(slowest, await MeasureAsync(client, name, one, token));
            }

            return slowest < Limit ? 0 : 1;
        }
    }

    private static async Task<double> MeasureAsync(HttpClient client, string name, string path, CancellationToken token)
    {
        var times = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), token);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync(token);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        var first = times[0];
        times.RemoveAt(0);
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-26}median {times[times.Count / 2]:0.0} ms, longest {times[^1]:0.0} ms, the first time {first:0.0} ms (limit of the median {Limit:0})"));
        return times[times.Count / 2];
    }
}
