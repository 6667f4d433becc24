namespace Outlier.Simulator.Hosting;

/// <summary>Lets tests wait for a state without polling: code that changes something calls Pulse.</summary>
internal sealed class Waiters
{
    private readonly Lock _gate = new();
    private readonly List<(Func<bool> Condition, TaskCompletionSource Met)> _waiting = [];
    private volatile bool _any;

    public void Pulse()
    {
        if (!_any)
        {
            return;
        }

        lock (_gate)
        {
            for (var i = _waiting.Count - 1; i >= 0; i--)
            {
                if (_waiting[i].Condition())
                {
                    _waiting[i].Met.TrySetResult();
                    _waiting.RemoveAt(i);
                }
            }

            _any = _waiting.Count > 0;
        }
    }

    /// <summary>Waits with a limit in real time, because the simulator's own clock may stand still in a test.</summary>
    public async Task UntilAsync(Func<bool> condition, TimeSpan limit, Func<string> describe)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Add((condition, met));
            _any = true;
        }

        Pulse();
        try
        {
            await met.Task.WaitAsync(limit);
        }
        catch (TimeoutException exception)
        {
            lock (_gate)
            {
                _waiting.RemoveAll(waiting => ReferenceEquals(waiting.Met, met));
            }

            throw new TimeoutException($"Not within {limit}: {describe()}", exception);
        }
    }
}
