using Npgsql;
using Spectre.Console;

namespace Outlier.Executor.Status;

/// <summary>Shows a status and refreshes it until it is cancelled.</summary>
/// <param name="console">The terminal.</param>
/// <param name="read">Reads the status.</param>
/// <param name="time">Clock of the refreshes.</param>
internal sealed class StatusWatch(IAnsiConsole console, Func<CancellationToken, Task<StatusReport>> read, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Runs until it is cancelled. The last screen stays, with the cursor below it.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        try
        {
            // If the first read fails, the command fails. Later failures are shown, because the database may come back.
            var status = await read(token);
            await console.Live(StatusView.Draw(status))
                .Overflow(VerticalOverflow.Ellipsis)
                .Cropping(VerticalOverflowCropping.Bottom)
                .StartAsync(live => RenewAsync(live, status, token));
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
        }
    }

    private async Task RenewAsync(LiveDisplayContext live, StatusReport status, CancellationToken token)
    {
        live.Refresh();
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(token))
        {
            string? trouble = null;
            try
            {
                status = await read(token);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                trouble = $"the database does not answer: {exception.Message}";
            }

            live.UpdateTarget(StatusView.Draw(status, trouble));
        }
    }
}
