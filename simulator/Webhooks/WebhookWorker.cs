using System.Net.Http.Headers;
using System.Threading.Channels;

namespace Outlier.Simulator.Webhooks;

/// <summary>Delivers webhooks in the background, a few at the same time. It tries each up to six times.</summary>
internal sealed class WebhookWorker : IAsyncDisposable
{
    private const int Retries = 5;
    private static readonly TimeSpan ReceiverLimit = TimeSpan.FromSeconds(15);
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly SimulatorState _state;
    private readonly Channel<WebhookJob> _queue = Channel.CreateUnbounded<WebhookJob>();
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _client;
    private readonly Task[] _workers;
    private long _delivered;
    private long _failedAttempts;
    private long _givenUp;
    private long _pending;

    public WebhookWorker(SimulatorState state)
    {
        _state = state;
        var parallelism = Math.Max(1, state.Options.WebhookParallelism);
        _client = new HttpClient(Handler(parallelism), disposeHandler: true) { Timeout = ReceiverLimit };
        _workers = [.. Enumerable.Range(0, parallelism).Select(_ => Task.Run(WorkAsync))];
    }

    public long Delivered => Interlocked.Read(ref _delivered);

    public long FailedAttempts => Interlocked.Read(ref _failedAttempts);

    public long GivenUp => Interlocked.Read(ref _givenUp);

    public long Pending => Interlocked.Read(ref _pending);

    /// <summary>Queues a webhook. Null if no address is set; then the body is not built either.</summary>
    public WebhookJob? Enqueue(Func<byte[]> build)
    {
        if (_state.Options.WebhookUrl is null)
        {
            return null;
        }

        var job = new WebhookJob(build);
        Interlocked.Increment(ref _pending);
        if (_queue.Writer.TryWrite(job))
        {
            return job;
        }

        // The simulator is stopping, so no worker would process the job.
        Interlocked.Decrement(ref _pending);
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        await Task.WhenAll(_workers);
        while (_queue.Reader.TryRead(out var job))
        {
            job.Tried(accepted: false);
        }

        _client.Dispose();
        _stop.Dispose();
    }

    private static SocketsHttpHandler Handler(int parallelism) => new()
    {
        MaxConnectionsPerServer = parallelism,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    };

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var job in _queue.Reader.ReadAllAsync(_stop.Token))
            {
                await AttemptAsync(job);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The simulator is stopping.
        }
    }

    private async Task AttemptAsync(WebhookJob job)
    {
        var accepted = await PostAsync(job);
        job.Tried(accepted);
        if (accepted)
        {
            Interlocked.Increment(ref _delivered);
            Interlocked.Decrement(ref _pending);
        }
        else
        {
            Interlocked.Increment(ref _failedAttempts);
            if (job.Attempts > Retries)
            {
                Interlocked.Increment(ref _givenUp);
                Interlocked.Decrement(ref _pending);
            }
            else
            {
                // Not awaited: a webhook that waits for its next attempt must not delay other webhooks.
                _ = RetryLaterAsync(job, _state.Options.WebhookRetryPause * Math.Pow(2, job.Attempts - 1));
            }
        }

        _state.Waiters.Pulse();
    }

    private async Task RetryLaterAsync(WebhookJob job, TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _state.Time, _stop.Token);
            _queue.Writer.TryWrite(job);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The simulator is stopping.
        }
    }

    private async Task<bool> PostAsync(WebhookJob job)
    {
        if (_state.Options.WebhookUrl is not { } target)
        {
            return false;
        }

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint(target));
            request.Content = new ByteArrayContent(job.Body);
            request.Content.Headers.ContentType = Json;
            if (_state.Options.WebhookSecret is { Length: > 0 } secret)
            {
                request.Headers.TryAddWithoutValidation(WebhookSignature.Header, WebhookSignature.Of(secret, job.Body));
            }

            using var response = await _client.SendAsync(request, _stop.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static Uri Endpoint(Uri target) => new($"{target.AbsoluteUri.TrimEnd('/')}/user-actions/");
}
