namespace Outlier.Executor.Calls;

/// <summary>
/// The time for which a claim is valid, counted from before the claim was sent. When it is over, another executor may make the same calls.
/// The monotonic clock stands still while a machine is suspended, and the wall clock can be set: the one that shows more time counts.
/// </summary>
internal sealed class Lease(TimeProvider time)
{
    // A call that begins with less left could end after the lease.
    private static readonly TimeSpan LeastLeft = TimeSpan.FromSeconds(30);
    private static readonly AsyncLocal<Lease?> Ambient = new();
    private readonly long timestamp = time.GetTimestamp();
    private readonly DateTimeOffset wall = time.GetUtcNow();
    private int released;

    /// <summary>Of the item that is being done; null where nothing was claimed, as for a check.</summary>
    public static Lease? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>As the claim's answer says it.</summary>
    public TimeSpan Length { get; set; }

    /// <summary>Whether an item that was released is the first of this claim, for the log.</summary>
    public bool IsFirstReleased => Interlocked.Exchange(ref released, 1) == 0;

    /// <summary>To be asked directly before a call.</summary>
    /// <exception cref="LeaseEndedException">No call may be made any more.</exception>
    public void ThrowIfOver()
    {
        var monotonic = time.GetElapsedTime(timestamp);
        var passed = time.GetUtcNow() - wall;
        if (Length - (monotonic > passed ? monotonic : passed) < LeastLeft)
        {
            throw new LeaseEndedException();
        }
    }
}
