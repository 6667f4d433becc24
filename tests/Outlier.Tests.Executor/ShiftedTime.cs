namespace Outlier.Tests.Executor;

/// <summary>The machine's clock, shifted by a fixed time.</summary>
internal sealed class ShiftedTime(TimeSpan off) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + off;
}
