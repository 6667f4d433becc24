using System.Text.Json.Serialization;

namespace Outlier.Executor.Status;

/// <summary>The result of <c>api.read_status</c>: the state at one moment. Times are in the newsroom's time zone.</summary>
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

    /// <summary>Requests: calls other than messages.</summary>
    internal sealed record Calls(long Waiting, long Working);

    /// <summary>The use of a quota.</summary>
    /// <param name="Name">Name of the quota.</param>
    /// <param name="UnderWay">Calls that have not ended.</param>
    /// <param name="AtOnce">Largest number of concurrent calls. Null: no limit.</param>
    /// <param name="Limits">Limits per window of time.</param>
    /// <param name="HeldUntil">Time until which no calls are made. Null if calls are allowed.</param>
    /// <param name="Reason">Reason why no calls are made.</param>
    internal sealed record Quota(string Name, long UnderWay, long? AtOnce, IReadOnlyList<Limit> Limits, DateTimeOffset? HeldUntil, string? Reason);

    /// <summary>A limit of calls in a window of seconds, and its use.</summary>
    internal sealed record Limit(long Seconds, long Calls, long Used);

    /// <summary>A broadcast or campaign that is being sent, or is paused.</summary>
    internal sealed record Batch(
        string Name, string State, long People, long Sent, long Left, long Unknown, long Delivered, long Failed, DateTimeOffset? ExpectedEnd);

    /// <summary>An upcoming broadcast or campaign.</summary>
    internal sealed record NextBatch(string Name, DateTimeOffset? RunAt);

    /// <summary>A job of pg_cron.</summary>
    internal sealed record Job(string Name, string? Schedule, DateTimeOffset? LastStartedAt, string? LastStatus, string? Problem);

    /// <summary>A problem that needs a person.</summary>
    internal sealed record Problem(string Kind, string Message, string? Hint, DateTimeOffset? Since);
}

/// <summary>The JSON format of <c>api.read_status</c> and <c>outlier status --json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(StatusReport))]
internal sealed partial class StatusJson : JsonSerializerContext;
