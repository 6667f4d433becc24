using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Outlier.Tests.Executor;

/// <summary>Keeps every line that the executor logs.</summary>
internal sealed class LogSink : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();
    private TaskCompletionSource another = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Text => string.Join('\n', lines);

    /// <summary>Waits until the executor has logged these words.</summary>
    public async Task UntilAsync(string words)
    {
        using var limit = new CancellationTokenSource(Newsroom.Limit);
        while (true)
        {
            var next = Volatile.Read(ref another).Task;
            if (Text.Contains(words, StringComparison.Ordinal))
            {
                return;
            }

            await next.WaitAsync(limit.Token);
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    private void Add(string line)
    {
        lines.Enqueue(line);
        Interlocked.Exchange(ref another, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    private sealed class Logger(LogSink sink) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            sink.Add($"{logLevel} {formatter(state, exception)} {exception}");
    }
}
