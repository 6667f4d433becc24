using System.Collections.Concurrent;
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
    private readonly ConcurrencyLimiter places;
    private readonly int placesOfCaller;

    // One for each token and user of the team. A partitioned limiter would also remove those that nobody uses, and for that it wakes ten
    // times a second, also in an idle executor.
    private readonly ConcurrentDictionary<string, RateLimiter> callers = new(StringComparer.Ordinal);

    public CountingTurns(IOptions<CountingOptions> options)
    {
        var atOnce = options.Value.AtOnce;
        places = Limiter(atOnce, Waiting);
        placesOfCaller = Math.Max(1, atOnce - 1);
    }

    /// <summary>Waits for a place. The caller releases it.</summary>
    /// <exception cref="RequestException">Too many requests wait already.</exception>
    public async Task<RateLimitLease> TakeAsync(HttpContext context, CancellationToken token)
    {
        var caller = CallerName.Of(context.User) ?? string.Empty;
        var limiter = callers.GetOrAdd(caller, _ => RateLimiter.CreateChained(Limiter(placesOfCaller, WaitingOfCaller), places));
        var turn = await limiter.AcquireAsync(permitCount: 1, token);
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

    public ValueTask DisposeAsync() => places.DisposeAsync();

    private static ConcurrencyLimiter Limiter(int atOnce, int waiting) => new(new ConcurrencyLimiterOptions
    {
        PermitLimit = atOnce,
        QueueLimit = waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });
}

/// <summary>Section <c>Counting</c> of the configuration.</summary>
internal sealed class CountingOptions
{
    /// <summary>How many counts, previews and changes of campaigns may run in the database at once.</summary>
    public int AtOnce { get; set; } = 3;

    /// <summary>How long a count or preview may take, in seconds.</summary>
    public int TimeoutSeconds { get; set; } = 10;
}
