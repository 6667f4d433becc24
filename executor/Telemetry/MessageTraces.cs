using System.Diagnostics;
using System.Globalization;
using Outlier.Executor.Queues;

namespace Outlier.Executor.Telemetry;

/// <summary>
/// Writes one trace for each message, from its queue to its delivery, across executors. The database provides the trace id. Spans are
/// created when their facts are known, and only if a listener exists. Attributes never contain a phone number or a text.
/// </summary>
internal sealed class MessageTraces(TimeProvider time)
{
    public const string Name = "Outlier";

    private static readonly ActivitySource Source = new(Name);

    // A span without a parent gets its trace id from here. Only in this way does the sampler decide by the message's own id, and so alike
    // for every span of it, in every executor.
    [ThreadStatic]
    private static ActivityTraceId? wanted;

    static MessageTraces() => Activity.TraceIdGenerator = static () => wanted ?? ActivityTraceId.CreateRandom();

    /// <summary>Whether a listener exists.</summary>
    public static bool AreWanted => Source.HasListeners();

    /// <summary>The current time, for the start or end of a call.</summary>
    public DateTimeOffset Now() => time.GetUtcNow();

    /// <summary>Writes the spans of messages whose results were just recorded.</summary>
    public void Recorded(string queue, IReadOnlyList<SendResult> results)
    {
        if (!AreWanted)
        {
            return;
        }

        var recorded = time.GetUtcNow();
        foreach (var result in results)
        {
            if (result.Call is { } call)
            {
                Tell(queue, result, call, recorded);
            }
        }
    }

    /// <summary>Writes the spans of messages that were delivered or failed.</summary>
    public static void Settled(IReadOnlyList<SettledMessage> messages)
    {
        foreach (var message in messages)
        {
            if (message.TraceId is not { } traceId || Root(traceId, message.Delivery, message.AcceptedAt) is not { } span)
            {
                continue;
            }

            span.SetTag("outlier.status", message.Status);
            span.SetTag("outlier.error_code", message.ErrorCode);
            if (message.Delivery == "failed")
            {
                span.SetStatus(ActivityStatusCode.Error);
            }

            End(span, message.SettledAt);
        }
    }

    private static void Tell(string queue, SendResult result, TracedCall call, DateTimeOffset recorded)
    {
        if (Root(call.Message.TraceId, "message", call.Message.QueuedAt) is not { } message)
        {
            return;
        }

        message.SetTag("outlier.queue", queue);
        message.SetTag("outlier.message", result.Id);
        message.SetTag("outlier.claim", result.ClaimId);
        Child(message, "queued", ActivityKind.Internal, call.Message.QueuedAt, call.Claim.ClaimedAt)?.Dispose();
        if (Child(message, "send", ActivityKind.Client, call.Began, call.Ended) is { } send)
        {
            send.SetTag("http.request.method", "POST");
            send.SetTag("http.response.status_code", result.Status);
            if (result.Status is not (>= 200 and <= 299))
            {
                send.SetTag("error.type", result.Status?.ToString(CultureInfo.InvariantCulture) ?? "no answer");
                send.SetStatus(ActivityStatusCode.Error);
            }

            send.Dispose();
        }

        Child(message, "recorded", ActivityKind.Internal, call.Ended, recorded)?.Dispose();
        End(message, recorded);
    }

    /// <summary>Starts a root span of a message's trace. Null if the sampler drops the trace.</summary>
    private static Activity? Root(string traceId, string name, DateTimeOffset start)
    {
        // The current activity, such as a webhook, belongs to another trace.
        var around = Activity.Current;
        Activity.Current = null;
        wanted = ActivityTraceId.CreateFromString(traceId);
        try
        {
            var span = Source.StartActivity(name, ActivityKind.Internal, default(ActivityContext), startTime: start);
            if (span is { IsAllDataRequested: true })
            {
                return span;
            }

            span?.Dispose();
            return null;
        }
        finally
        {
            wanted = null;
            Activity.Current = around;
        }
    }

    private static Activity? Child(Activity message, string name, ActivityKind kind, DateTimeOffset start, DateTimeOffset end)
    {
        var span = Source.StartActivity(name, kind, message.Context, startTime: start);
        return span?.SetEndTime(Later(start, end));
    }

    private static void End(Activity span, DateTimeOffset end)
    {
        var around = Activity.Current;
        span.SetEndTime(Later(new DateTimeOffset(span.StartTimeUtc), end)).Dispose();
        Activity.Current = around;
    }

    // The clocks of two machines may differ.
    private static DateTime Later(DateTimeOffset start, DateTimeOffset end) => (end > start ? end : start).UtcDateTime;
}
