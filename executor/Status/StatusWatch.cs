using Npgsql;
using Spectre.Console;

namespace Outlier.Executor.Status;

/// <summary>Shows a status that renews itself, until it is told to end.</summary>
/// <param name="console">The terminal.</param>
/// <param name="read">Asks the database.</param>
/// <param name="time">Paces it.</param>
internal sealed class StatusWatch(IAnsiConsole console, Func<CancellationToken, Task<StatusReport>> read, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Returns when told to: the last picture stays, and the cursor comes back below it.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        try
        {
            // The first answer decides whether there is anything to watch; later the database may be gone for a while.
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
