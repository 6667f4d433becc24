namespace Outlier.Executor.Calls;

/// <summary>
/// The time for which a claim is valid, counted from before the claim was sent. When it is over, another executor may make the same calls.
/// The monotonic clock stands still while a machine is suspended, and the wall clock can be set: the one that shows more time counts.
/// </summary>
internal sealed class Lease
{
    // A call that begins with less left could end after the lease.
    private static readonly TimeSpan LeastLeft = TimeSpan.FromSeconds(30);
    private static readonly AsyncLocal<Lease?> Ambient = new();
    private readonly TimeProvider time;
    private readonly long timestamp;
    private readonly DateTimeOffset wall;
    private TimeSpan startWithin = TimeSpan.MaxValue;
    private int released;

    public Lease(TimeProvider time)
    {
        this.time = time;
        timestamp = time.GetTimestamp();
        wall = time.GetUtcNow();
    }

    private Lease(Lease claim)
    {
        time = claim.time;
        timestamp = claim.timestamp;
        wall = claim.wall;
        Length = claim.Length;
    }

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

    /// <summary>The same claim, of an item whose call must start sooner: contact hours close, or its batch expires.</summary>
    public Lease StartingWithin(TimeSpan time) => new(this) { startWithin = time };

    /// <summary>To be asked directly before a call.</summary>
    /// <exception cref="LeaseEndedException">No call may be made any more.</exception>
    public void ThrowIfOver()
    {
        var monotonic = time.GetElapsedTime(timestamp);
        var onTheWall = time.GetUtcNow() - wall;
        var passed = monotonic > onTheWall ? monotonic : onTheWall;
        if (Length - passed < LeastLeft || passed >= startWithin)
        {
            throw new LeaseEndedException();
        }
    }
}

/// <summary>A call was not made, because its claim has ended or is about to.</summary>
internal sealed class LeaseEndedException()
    : Exception("The call was not made: the claim's lease has expired or is about to, or the message may no longer leave.");
