using System.Text.Json.Serialization;

namespace Outlier.Executor.Status;

/// <summary>What <c>api.read_status</c> tells: how everything stands at one moment. Times are the newsroom's.</summary>
internal sealed record StatusReport(
    DateTimeOffset At,
    bool Stopped,
    IReadOnlyList<StatusReport.Queue> Queues,
    StatusReport.Calls Requests,
    IReadOnlyList<StatusReport.Quota> Quotas,
    IReadOnlyList<StatusReport.Batch> Sending,
    IReadOnlyList<StatusReport.NextBatch> Upcoming,
    IReadOnlyList<StatusReport.Job> Jobs,
    IReadOnlyList<StatusReport.Problem> Problems)
{
    /// <summary>Messages of one queue.</summary>
    internal sealed record Queue(string Name, long Due, long DueLater, long Sending, long Unknown, DateTimeOffset? NextDueAt);

    /// <summary>Calls other than messages.</summary>
    internal sealed record Calls(long Waiting, long Working);

    /// <summary>What is used of a budget of calls.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="UnderWay">Calls that have not ended.</param>
    /// <param name="AtOnce">So many of them may be; null: any number.</param>
    /// <param name="Limits">In stretches of time.</param>
    /// <param name="HeldUntil">Nothing is called before then; null: it is not held.</param>
    /// <param name="Reason">Why it is held.</param>
    internal sealed record Quota(string Name, long UnderWay, long? AtOnce, IReadOnlyList<Limit> Limits, DateTimeOffset? HeldUntil, string? Reason);

    /// <summary>So many calls in so many seconds.</summary>
    internal sealed record Limit(long Seconds, long Calls, long Used);

    /// <summary>A broadcast or campaign that is being sent, or is paused.</summary>
    internal sealed record Batch(
        string Name, string State, long People, long Sent, long Left, long Unknown, long Delivered, long Failed, DateTimeOffset? ExpectedEnd);

    /// <summary>A broadcast or campaign that comes.</summary>
    internal sealed record NextBatch(string Name, DateTimeOffset? RunAt);

    /// <summary>A job of pg_cron.</summary>
    internal sealed record Job(string Name, string? Schedule, DateTimeOffset? LastStartedAt, string? LastStatus, string? Problem);

    /// <summary>What needs a person.</summary>
    internal sealed record Problem(string Kind, string Message, string? Hint, DateTimeOffset? Since);
}

/// <summary>JSON of <c>api.read_status</c>, and of <c>outlier status --json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(StatusReport))]
internal sealed partial class StatusJson : JsonSerializerContext;
