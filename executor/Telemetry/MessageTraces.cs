using System.Diagnostics;
using System.Globalization;
using Outlier.Executor.Queues;

namespace Outlier.Executor.Telemetry;

/// <summary>
/// One trace for one message, from its queue to its delivery, whichever executors have a hand in it: the database says its id. Spans are
/// made when their facts are known; nothing is made where nobody listens. No number and no text is ever an attribute.
/// </summary>
internal sealed class MessageTraces(TimeProvider time)
{
    public const string Name = "Outlier";

    private static readonly ActivitySource Source = new(Name);

    // A span without a parent gets its trace from here. Only that way does the sampler decide by the message's own id, and so alike
    // for every span of it, in every executor.
    [ThreadStatic]
    private static ActivityTraceId? wanted;

    static MessageTraces() => Activity.TraceIdGenerator = static () => wanted ?? ActivityTraceId.CreateRandom();

    /// <summary>Whether anybody listens.</summary>
    public static bool AreWanted => Source.HasListeners();

    /// <summary>The present, for a call that begins or ends.</summary>
    public DateTimeOffset Now() => time.GetUtcNow();

    /// <summary>Tells of messages whose results are recorded now.</summary>
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

    /// <summary>Tells of messages that were delivered, or failed.</summary>
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

    /// <summary>A span of a message's trace that has no parent; null where the sampler leaves the trace out.</summary>
    private static Activity? Root(string traceId, string name, DateTimeOffset start)
    {
        // Whatever goes on around here, a webhook for one, is another trace.
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

    // Clocks may disagree.
    private static DateTime Later(DateTimeOffset start, DateTimeOffset end) => (end > start ? end : start).UtcDateTime;
}
