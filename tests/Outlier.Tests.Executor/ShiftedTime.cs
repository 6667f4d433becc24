namespace Outlier.Tests.Executor;

/// <summary>A clock that runs as this machine's and is off by some time.</summary>
internal sealed class ShiftedTime(TimeSpan off) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + off;
}
