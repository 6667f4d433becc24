namespace Outlier.Executor.Calls;

/// <summary>
/// The time for which a claim is valid. It starts before the executor sends the claim. After it, another executor may make the calls.
/// The monotonic clock stops while a machine is suspended, and somebody can set the wall clock. So the clock with more elapsed time
/// counts.
/// </summary>
internal sealed class Lease
{
    // A call that begins with less time left could end after the lease.
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

    /// <summary>The lease of the current item. Null if nothing was claimed, as in a check.</summary>
    public static Lease? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>The lease that the claim's answer grants.</summary>
    public TimeSpan Length { get; set; }

    /// <summary>Whether no other item of this claim was released before. The log then has one line for each claim.</summary>
    public bool IsFirstReleased => Interlocked.Exchange(ref released, 1) == 0;

    /// <summary>The lease of an item whose call must start sooner, because contact hours close or its batch expires.</summary>
    public Lease StartingWithin(TimeSpan time) => new(this) { startWithin = time };

    /// <summary>Checks the lease. Call it directly before a call.</summary>
    /// <exception cref="LeaseEndedException">The lease has ended, so the call must not be made.</exception>
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

/// <summary>A call was not made, because its lease has ended or is about to end.</summary>
internal sealed class LeaseEndedException()
    : Exception("The executor did not make the call. The lease of the claim has expired or is about to expire, or the message is too old to be sent.");
