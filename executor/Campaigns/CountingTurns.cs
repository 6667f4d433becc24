using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Outlier.Executor.Auth;
using Outlier.Executor.Http;

namespace Outlier.Executor.Campaigns;

/// <summary>
/// Limits how many audience counts run at once. Counts are the most expensive calls of the API. No
/// caller gets all places, so webhooks, sending and other callers never wait for counts. A request takes its place
/// after it has been read, so that a slow upload holds no place.
/// </summary>
internal sealed class CountingTurns : IAsyncDisposable
{
    private const int Waiting = 20;
    private const int WaitingOfCaller = 4;
    private const int RetryAfterSeconds = 5;
    private readonly PartitionedRateLimiter<string> limiter;

    public CountingTurns(IOptions<CountingOptions> options)
    {
        var atOnce = options.Value.AtOnce;
        limiter = PartitionedRateLimiter.CreateChained(
            Limiter(caller => caller, Math.Max(1, atOnce - 1), WaitingOfCaller),
            Limiter(_ => string.Empty, atOnce, Waiting));
    }

    /// <summary>Waits for a place. The caller releases it.</summary>
    /// <exception cref="RequestException">Too many requests wait already.</exception>
    public async Task<RateLimitLease> TakeAsync(HttpContext context, CancellationToken token)
    {
        var caller = CallerName.Of(context.User) ?? string.Empty;
        var turn = await limiter.AcquireAsync(caller, permitCount: 1, token);
        if (turn.IsAcquired)
        {
            return turn;
        }

        turn.Dispose();
        throw new RequestException(
            StatusCodes.Status429TooManyRequests,
            $"Too many audiences are being counted at once, so this request was not started. "
            + $"Send it again in {RetryAfterSeconds} seconds.")
        {
            RetryAfter = RetryAfterSeconds,
        };
    }

    public ValueTask DisposeAsync() => limiter.DisposeAsync();

    private static PartitionedRateLimiter<string> Limiter(Func<string, string> partition, int atOnce, int waiting) =>
        PartitionedRateLimiter.Create<string, string>(caller => RateLimitPartition.GetConcurrencyLimiter(
            partition(caller),
            _ => new ConcurrencyLimiterOptions
            {
                PermitLimit = atOnce,
                QueueLimit = waiting,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }));
}

/// <summary>Section <c>Counting</c> of the configuration.</summary>
internal sealed class CountingOptions
{
    /// <summary>How many counts, previews and changes of campaigns may run in the database at once.</summary>
    public int AtOnce { get; set; } = 3;

    /// <summary>How long a count or preview may take, in seconds.</summary>
    public int TimeoutSeconds { get; set; } = 10;
}
