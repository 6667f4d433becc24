namespace Outlier.Executor.Status;

/// <summary>Writes a status as self-contained lines, for files, pipes and grep.</summary>
internal static class StatusText
{
    public static IEnumerable<string> Lines(StatusReport status)
    {
        yield return $"at {status.At:yyyy-MM-dd HH:mm:ss zzz}{(status.Stopped ? ", all sending is stopped" : string.Empty)}";
        foreach (var batch in status.Sending)
        {
            yield return $"sending {batch.Name}: through {StatusWords.End(batch, status)}; {StatusWords.Number(batch.People)} people, {StatusWords.Number(batch.Sent)} sent, "
                + $"{StatusWords.Number(batch.Left)} to go, {StatusWords.Number(batch.Unknown)} unknown, {StatusWords.Number(batch.Delivered)} delivered, {StatusWords.Number(batch.Failed)} failed";
        }

        foreach (var next in status.Upcoming)
        {
            yield return $"upcoming {next.Name}: {StatusWords.Clock(next.RunAt, status.At)}";
        }

        foreach (var queue in status.Queues)
        {
            yield return $"queue {queue.Name}: {StatusWords.Number(queue.Due)} due, {StatusWords.Number(queue.DueLater)} later, {StatusWords.Number(queue.Sending)} sending, "
                + $"{StatusWords.Number(queue.Unknown)} unknown, next {StatusWords.Clock(queue.NextDueAt, status.At)}";
        }

        yield return $"queue requests: {StatusWords.Number(status.Requests.Waiting)} waiting, {StatusWords.Number(status.Requests.Working)} under way";
        foreach (var quota in status.Quotas)
        {
            var held = quota.HeldUntil is null ? string.Empty : $"; held until {StatusWords.Clock(quota.HeldUntil, status.At)}: {OneLine(quota.Reason)}";
            yield return $"quota {quota.Name}: {string.Join(", ", quota.Limits.Select(StatusWords.Used).Prepend(StatusWords.AtOnce(quota)))}{held}";
        }

        foreach (var job in status.Jobs)
        {
            yield return $"job {job.Name}: {StatusWords.Clock(job.LastStartedAt, status.At)}, {job.LastStatus ?? "not yet"}{(job.Problem is null ? string.Empty : $"; {OneLine(job.Problem)}")}";
        }

        foreach (var problem in status.Problems)
        {
            yield return $"problem {problem.Kind}: {OneLine(problem.Message)}{(problem.Hint is null ? string.Empty : $". {OneLine(problem.Hint)}")}";
        }
    }

    private static string OneLine(string? text) => (text ?? string.Empty).ReplaceLineEndings(" ");
}
