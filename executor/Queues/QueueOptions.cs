namespace Outlier.Executor.Queues;

/// <summary>Section <c>Queue</c> of the configuration.</summary>
internal sealed class QueueOptions
{
    /// <summary>Concurrent calls for each queue. The quota in the database may allow fewer.</summary>
    public int MaxInFlight { get; set; } = 400;
}
