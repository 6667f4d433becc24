namespace Outlier.Tests.Executor;

/// <summary>This machine's clocks, each of which can be put forward by itself.</summary>
internal sealed class TwoClocks : TimeProvider
{
    /// <summary>What people call the time.</summary>
    public TimeSpan Wall { get; set; }

    /// <summary>What only ever counts up.</summary>
    public TimeSpan Monotonic { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Wall;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(Monotonic.TotalSeconds * TimestampFrequency);
}
