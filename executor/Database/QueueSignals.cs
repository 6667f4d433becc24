using System.Collections.Frozen;

namespace Outlier.Executor.Database;

/// <summary>The doorbell of each queue.</summary>
internal sealed class QueueSignals
{
    private readonly FrozenDictionary<string, WakeSignal> signals =
        QueueNames.All.ToFrozenDictionary(name => name, _ => new WakeSignal(), StringComparer.Ordinal);

    public WakeSignal For(string queue) => signals[queue];

    /// <summary>Rings a queue; a name that this program does not know is of a newer database, and is left alone.</summary>
    public void Ring(string queue)
    {
        if (signals.TryGetValue(queue, out var signal))
        {
            signal.Set();
        }
    }

    public void RingAll()
    {
        foreach (var signal in signals.Values)
        {
            signal.Set();
        }
    }
}
