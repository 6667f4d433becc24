using System.Diagnostics;
using System.Globalization;

namespace Outlier.Quickstart;

/// <summary>Prints a line with the time after each change, at most one line a second. For files and pipes.</summary>
internal sealed class PlainView(TextWriter output) : IView
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private string? _last;
    private long _lastAt;

    public async Task ShowAsync(IAsyncEnumerable<Moment> moments)
    {
        Progress? latest = null;
        await foreach (var moment in moments)
        {
            // The countdown is printed once. It would otherwise print a line each second.
            if (latest is null && !moment.Progress.Made)
            {
                await WriteAsync(string.Create(
                    CultureInfo.InvariantCulture, $"pg_cron's check-and-trigger-broadcast comes in {moment.Progress.SecondsToMinute} seconds"));
            }

            latest = moment.Progress;
            foreach (var happened in moment.Happened)
            {
                await WriteAsync(happened);
            }

            if (latest.Made && Stopwatch.GetElapsedTime(_lastAt) >= Pace)
            {
                await WriteChangeAsync(latest);
            }
        }

        if (latest is not null)
        {
            await WriteChangeAsync(latest);
        }
    }

    private async Task WriteChangeAsync(Progress progress)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.FirstWaiting} queued, {progress.FirstSent} sent, {progress.Delivered} delivered, {progress.Failed} failed, "
            + $"{progress.Replies} replied, {progress.OptOuts} opted out; follow-ups: {progress.SecondWaiting} waiting, "
            + $"{progress.CalledOff} called off, {progress.SecondSent} sent");
        if (line != _last)
        {
            await WriteAsync(line);
            _last = line;
            _lastAt = Stopwatch.GetTimestamp();
        }
    }

    private Task WriteAsync(string line) =>
        output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.Now:HH:mm:ss}  {line}"));
}
