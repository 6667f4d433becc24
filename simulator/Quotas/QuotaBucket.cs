namespace Outlier.Simulator.Quotas;

/// <summary>The calls that one token, or one group of tokens, has used.</summary>
internal sealed class QuotaBucket
{
    private readonly Lock _gate = new();
    private IReadOnlyList<QuotaLimit> _limits = [];
    private Queue<DateTimeOffset>[] _windows = [];
    private int _underWay;

    /// <summary>
    /// Counts the call and returns null. If the limit is reached, counts nothing and returns the reason.
    /// </summary>
    public QuotaDenial? TryEnter(SimulatorOptions options, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (options.MaxConcurrent > 0 && _underWay >= options.MaxConcurrent)
            {
                return new QuotaDenial(options.MaxConcurrent, TimeSpan.FromSeconds(1), now);
            }

            Follow(options.Quotas);
            if (LongestWait(now) is { } denial)
            {
                return denial;
            }

            foreach (var window in _windows)
            {
                window.Enqueue(now);
            }

            _underWay++;
            return null;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _underWay--;
        }
    }

    private void Follow(IReadOnlyList<QuotaLimit> limits)
    {
        if (ReferenceEquals(limits, _limits))
        {
            return;
        }

        _limits = limits;
        _windows = [.. limits.Select(_ => new Queue<DateTimeOffset>())];
    }

    private QuotaDenial? LongestWait(DateTimeOffset now)
    {
        QuotaDenial? longest = null;
        for (var i = 0; i < _limits.Count; i++)
        {
            var (length, calls) = _limits[i];
            var window = _windows[i];
            while (window.TryPeek(out var oldest) && oldest + length <= now)
            {
                window.Dequeue();
            }

            if (window.Count >= calls)
            {
                var wait = window.TryPeek(out var first) ? first + length - now : length;
                longest = longest is null || wait > longest.Wait ? new QuotaDenial(calls, wait, now) : longest;
            }
        }

        return longest;
    }
}
