using System.CommandLine;
using Outlier.Executor.Database;

namespace Outlier.Executor.Commands;

/// <summary><c>outlier replay</c>: processes stored webhooks again. Webhooks that were processed before change nothing.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var id = new Option<long?>("--event") { Description = "Id of one webhook in outlier.invoke_history." };
        var since = new Option<DateTimeOffset?>("--since") { Description = "Time since which all webhooks are processed again, such as 2026-03-02T00:00:00Z." };
        var command = new Command("replay", "Process stored webhooks again: one, or all since a time.") { id, since };
        command.Validators.Add(result =>
        {
            if (result.GetValue(id) is null == result.GetValue(since) is null)
            {
                result.AddError("Add --event with the id of a webhook, or --since with a time.");
            }
        });
        command.SetAction((result, token) => DatabaseCommand.RunAsync("replay", api => RunAsync(api, result.GetValue(id), result.GetValue(since), token)));
        return command;
    }

    private static async Task<int> RunAsync(OutlierApi api, long? id, DateTimeOffset? since, CancellationToken token)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var replayed = await api.ReplayEventAsync(id, since, null, token); replayed is not null;)
        {
            counts[replayed.State] = counts.GetValueOrDefault(replayed.State) + 1;
            if (replayed.Error is { } error)
            {
                await Console.Error.WriteLineAsync($"event {replayed.Id}: {error}");
            }

            replayed = id is null ? await api.ReplayEventAsync(id, since, replayed, token) : null;
        }

        Console.WriteLine(counts.Count == 0 ? "Outlier has received no webhook since then." : string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}")));
        return counts.ContainsKey("failed") ? 1 : 0;
    }
}
