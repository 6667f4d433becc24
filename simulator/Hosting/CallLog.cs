using System.Collections.Concurrent;
using System.Text;

namespace Outlier.Simulator.Hosting;

/// <summary>The latest calls in a ring buffer, and the number of all calls by method and path.</summary>
internal sealed class CallLog(int keep)
{
    private readonly Lock _gate = new();
    private readonly Entry[] _ring = new Entry[keep];
    private readonly ConcurrentDictionary<(string Method, string Path), Counter> _counts = new();
    private long _written;
    private long _rateLimited;

    public long RateLimited => Interlocked.Read(ref _rateLimited);

    public long Total => _counts.Values.Sum(counter => counter.Value);

    public void Add(Call call, int status)
    {
        _counts.GetOrAdd((call.Method, PathPattern.Of(call.Path)), static _ => new Counter()).Increment();
        if (status == StatusCodes.Status429TooManyRequests)
        {
            Interlocked.Increment(ref _rateLimited);
        }

        if (_ring.Length == 0)
        {
            return;
        }

        var query = call.Context.Request.QueryString.Value ?? string.Empty;
        var entry = new Entry(call.At, call.Method, call.Path, query, call.CredentialTail, call.Body, status);
        lock (_gate)
        {
            _ring[_written % _ring.Length] = entry;
            _written++;
        }
    }

    public IReadOnlyList<RecordedCall> Snapshot() => [.. Kept().Select(entry => entry.ToRecord())];

    public int Count(string method, string pathPrefix)
    {
        var isMethod = (string candidate) => string.Equals(candidate, method, StringComparison.OrdinalIgnoreCase);
        if (PathPattern.HasId(pathPrefix))
        {
            // The counters replace ids by a star, so they cannot count a path with an id. The kept calls have full
            // paths.
            return Kept().Count(entry => isMethod(entry.Method) && entry.Path.StartsWith(pathPrefix, StringComparison.Ordinal));
        }

        return (int)_counts
            .Where(count => isMethod(count.Key.Method) && count.Key.Path.StartsWith(pathPrefix, StringComparison.Ordinal))
            .Sum(count => count.Value.Value);
    }

    private Entry[] Kept()
    {
        lock (_gate)
        {
            var count = (int)Math.Min(_written, _ring.Length);
            var kept = new Entry[count];
            for (var i = 0; i < count; i++)
            {
                kept[i] = _ring[(_written - count + i) % _ring.Length];
            }

            return kept;
        }
    }

    private readonly record struct Entry(
        DateTimeOffset At, string Method, string Path, string Query, string Token, byte[] Body, int Status)
    {
        public RecordedCall ToRecord() => new(At, Method, Path, Query, Token, Encoding.UTF8.GetString(Body), Status);
    }

    private sealed class Counter
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Increment() => Interlocked.Increment(ref _value);
    }
}
