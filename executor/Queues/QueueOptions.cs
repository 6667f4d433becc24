namespace Outlier.Executor.Queues;

/// <summary>How much one executor does at once.</summary>
internal sealed class QueueOptions
{
    /// <summary>Calls under way at once for each queue; the quota in the database may allow fewer.</summary>
    public int MaxInFlight { get; set; } = 400;
}
