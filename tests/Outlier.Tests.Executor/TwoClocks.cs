namespace Outlier.Tests.Executor;

/// <summary>The machine's two clocks. A test can advance each separately.</summary>
internal sealed class TwoClocks : TimeProvider
{
    /// <summary>The shift of the wall clock.</summary>
    public TimeSpan Wall { get; set; }

    /// <summary>The shift of the monotonic clock.</summary>
    public TimeSpan Monotonic { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Wall;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(Monotonic.TotalSeconds * TimestampFrequency);
}
