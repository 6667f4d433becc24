using System.CommandLine;
using System.Text.Json;
using Outlier.Executor.Database;
using Outlier.Executor.Status;
using Spectre.Console;

namespace Outlier.Executor.Commands;

/// <summary><c>outlier status</c>: shows queues, quotas, current batches with their expected end, jobs and problems.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "Print the status once, as lines. This is the default if the output is not a terminal." };
        var json = new Option<bool>("--json") { Description = "For programs: print JSON, once." };
        var command = new Command("status", "Show what Outlier is sending and whether it works, refreshed every second.") { once, json };
        command.SetAction((result, token) =>
            DatabaseCommand.RunAsync("status", api => RunAsync(api, result.GetValue(once), result.GetValue(json), token)));
        return command;
    }

    private static async Task<int> RunAsync(OutlierApi api, bool once, bool json, CancellationToken token)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(await api.ReadStatusAsync(token), StatusJson.Default.StatusReport));
        }
        else if (once || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi)
        {
            foreach (var line in StatusText.Lines(await api.ReadStatusAsync(token)))
            {
                Console.WriteLine(line);
            }
        }
        else
        {
            await new StatusWatch(AnsiConsole.Console, api.ReadStatusAsync, TimeProvider.System).RunAsync(token);
        }

        return 0;
    }
}
