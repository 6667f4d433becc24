using Outlier.Executor.Telemetry;
using Outlier.Executor.Texts;

namespace Outlier.Executor.Calls;

/// <summary>
/// Makes HTTP calls and returns their outcome. It never retries: the database decides about retries. It throws only if it made no call.
/// </summary>
internal sealed class OutboundCalls(TimeProvider time, OutlierMetrics metrics)
{
    private const int LongestBody = 4 * 1024 * 1024;

    // Missive can take more than ten seconds. An early timeout turns a good send into an unknown outcome. This limit covers the whole
    // answer, so that a body that never ends cannot occupy a slot forever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Makes one call and disposes of its answer.</summary>
    /// <param name="kind">Kind of the call, for the metrics.</param>
    /// <param name="call">Makes the call.</param>
    /// <param name="token">Cancels the call. Its outcome is then unknown.</param>
    /// <exception cref="LeaseEndedException">The call was not made, because its lease has ended.</exception>
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
            // Read before the body, which may be slow.
            var clock = ServiceClock.Of(response, time);
            var body = await ReadAsync(response, limit.Token);
            return new CallAnswer((int)response.StatusCode, Written: true, RetryAfter(response), body)
            {
                Clock = clock,
            };
        }
        catch (Exception exception) when (exception.GetBaseException() is LeaseEndedException)
        {
            // HttpClient wraps the exception.
            throw new LeaseEndedException();
        }
#pragma warning disable CA1031 // An unhandled exception would leave the claimed work without a result.
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
            // The status has arrived, and it decides the outcome.
            return Storable(exception.Message);
        }
    }

    // For a call without a body, only these errors are certain to happen before the request is sent.
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
