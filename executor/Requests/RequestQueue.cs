using System.Collections.Frozen;
using Npgsql;
using Outlier.Executor.Calls;
using Outlier.Executor.Database;
using Outlier.Executor.Queues;

namespace Outlier.Executor.Requests;

/// <summary>The queue of calls that are not messages.</summary>
internal sealed partial class RequestQueue(OutlierApi api, OutboundCalls calls, IEnumerable<RequestHandler> handlers, ILogger<RequestQueue> logger)
    : IQueue<ClaimedRequest, RequestResult>
{
    private readonly FrozenDictionary<string, RequestHandler> handlers = handlers.ToFrozenDictionary(handler => handler.Kind, StringComparer.Ordinal);

    public string Name => QueueNames.Requests;

    public async Task<Claim<ClaimedRequest>> ClaimAsync(string worker, int limit, CancellationToken token)
    {
        var claim = await api.ClaimRequestsAsync(worker, limit, token);
        return new Claim<ClaimedRequest>(claim.Requests, claim.WakeInMilliseconds, claim.LeaseMilliseconds);
    }

    public async Task<RequestResult> PerformAsync(ClaimedRequest item, CancellationToken token)
    {
        var result = new RequestResult(item.Id, item.ClaimId);
        if (!handlers.TryGetValue(item.Kind, out var handler) || !handler.IsConfigured)
        {
            return result with { Unavailable = true, Body = "not configured" };
        }

        var answer = await calls.MakeAsync(item.Kind, limit => handler.CallAsync(item.Payload, limit), token);
        if (!answer.IsSuccess)
        {
            Log.NotAccepted(logger, item.Kind, item.Id, answer.Status, answer.Written);
        }

        return result with
        {
            Kind = item.Kind,
            Payload = answer.IsSuccess ? item.Payload : null,
            Status = answer.Status,
            Written = answer.Written,
            RetryAfter = answer.RetryAfter,
            Body = answer.Body,
            Clock = answer.Clock,
        };
    }

    public RequestResult Release(ClaimedRequest item) => new(item.Id, item.ClaimId) { Released = true };

    public RequestResult Broken(ClaimedRequest item, string why) => new(item.Id, item.ClaimId) { Written = true, Body = why };

    // Each answer is recorded in its own transaction, because its consequences take locks. One that waits does not delay the others.
    public async Task<IReadOnlyList<RequestResult>> RecordAsync(IReadOnlyList<RequestResult> results, CancellationToken token)
    {
        var waiting = new List<RequestResult>();
        foreach (var result in results)
        {
            try
            {
                await api.RecordRequestAsync(result, token);
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                waiting.Add(result);
            }
        }

        return waiting;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Request {RequestId} ({Kind}) failed with status {Status}. The vendor may have received it: {Written}.")]
        public static partial void NotAccepted(ILogger logger, string kind, long requestId, int? status, bool written);
    }
}
