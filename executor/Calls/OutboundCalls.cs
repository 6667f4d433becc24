using Outlier.Executor.Telemetry;
using Outlier.Executor.Texts;

namespace Outlier.Executor.Calls;

/// <summary>Makes HTTP calls and tells what came of them. It never repeats a call, and throws only where it made none: what follows is the database's decision.</summary>
internal sealed class OutboundCalls(TimeProvider time, OutlierMetrics metrics)
{
    private const int LongestBody = 4 * 1024 * 1024;

    // Missive has been seen to take over ten seconds; giving up early makes an unknown outcome of a good send. For the whole
    // answer: a body that never ends must not hold its place for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Makes one call, and disposes of its answer.</summary>
    /// <param name="kind">What kind of call it is, for the metrics.</param>
    /// <param name="call">Makes it.</param>
    /// <param name="token">Breaks it off: its outcome is then unknown.</param>
    /// <exception cref="LeaseEndedException">The call was not made: its claim has ended.</exception>
    public async Task<CallAnswer> MakeAsync(string kind, Func<CancellationToken, Task<HttpResponseMessage>> call, CancellationToken token)
    {
        var began = time.GetTimestamp();
        var answer = await MakeAsync(call, token);
        metrics.Called(kind, answer.Status, time.GetElapsedTime(began));
        return answer;
    }

    private async Task<CallAnswer> MakeAsync(Func<CancellationToken, Task<HttpResponseMessage>> call, CancellationToken token)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token, patience.Token);
        var progress = new CallProgress();
        CallProgress.Current = progress;
        try
        {
            using var response = await call(limit.Token);
            // Before the body, which may be slow.
            var clock = ServiceClock.Of(response, time);
            var body = await ReadAsync(response, limit.Token);
            return new CallAnswer((int)response.StatusCode, Written: true, RetryAfter(response), body)
            {
                Clock = clock,
            };
        }
        catch (Exception exception) when (exception.GetBaseException() is LeaseEndedException)
        {
            // The client wraps it.
            throw new LeaseEndedException();
        }
#pragma warning disable CA1031 // An exception that got away would leave the work without any result.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var written = progress.HasBody ? progress.BodyBegan : !IsConnectFailure(exception);
            return new CallAnswer(null, written, null, Storable(exception.GetBaseException().Message));
        }
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken token)
    {
        try
        {
            return Storable(await response.Content.ReadAsStringAsync(token));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidOperationException or OperationCanceledException)
        {
            // The status has come: that is what counts.
            return Storable(exception.Message);
        }
    }

    // Of a call without a body, only these are known to precede the request.
    private static bool IsConnectFailure(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError })
            {
                return true;
            }
        }

        return false;
    }

    private static string Storable(string text) => StorableText.Of(text, LongestBody);

    private int? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - time.GetUtcNow());
        return wait is { } value ? (int)Math.Clamp(Math.Ceiling(value.TotalSeconds), 1, 86_400) : null;
    }
}
