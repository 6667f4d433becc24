using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Outlier.Quickstart;

/// <summary>Follows one broadcast until it is done, and lets people answer it in the meantime.</summary>
internal sealed class BroadcastWatch(SampleDatabase database, SamplePeople people)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    // pg_cron starts the broadcast within a minute. Sending, the delay and the follow-ups take about 20 seconds.
    private static readonly TimeSpan LimitToStart = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(115);
    private static readonly TimeSpan LimitForLastStatus = TimeSpan.FromSeconds(5);

    public async IAsyncEnumerable<Moment> FollowAsync(long broadcastId, [EnumeratorCancellation] CancellationToken token)
    {
        var started = Stopwatch.GetTimestamp();
        long? doneAt = null;
        while (true)
        {
            List<string> happened = [];
            var progress = await database.ProgressAsync(broadcastId, token);
            if (progress.Made && !progress.IsDone && await people.AnswerAsync(broadcastId, token) is { } answer)
            {
                happened.Add(answer);
            }

            yield return new Moment(progress, happened);
            if (progress.IsDone)
            {
                doneAt ??= Stopwatch.GetTimestamp();
            }

            // Missive's outgoing webhook for the last message may arrive after the message was recorded.
            if (progress.IsComplete || (doneAt is { } at && Stopwatch.GetElapsedTime(at) > LimitForLastStatus))
            {
                yield break;
            }

            Check(broadcastId, progress, Stopwatch.GetElapsedTime(started));
            await Task.Delay(Pause, token);
        }
    }

    private static void Check(long broadcastId, Progress progress, TimeSpan elapsed)
    {
        if (!progress.Made && elapsed > LimitToStart)
        {
            throw new QuickstartException(
                $"Broadcast {broadcastId} was due {elapsed.TotalSeconds:0} seconds ago and pg_cron has not started it.", ExitCodes.NotMade);
        }

        if (progress.State is "cancelled" || elapsed > Limit)
        {
            throw new QuickstartException(
                $"Broadcast {broadcastId} is {progress.State} and not done after {elapsed.TotalSeconds:0} seconds: "
                + $"{progress.FirstSent} of {progress.People} first messages sent, {progress.SecondSent} follow-ups sent, {progress.SecondWaiting} waiting.",
                ExitCodes.NotSent);
        }
    }
}
