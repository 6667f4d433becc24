namespace Outlier.Executor.Broadcasts;

/// <summary>A segment and its share of a broadcast. Describes the answer; the database makes it.</summary>
/// <param name="Id">Of the segment.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Ratio">Its share in percent; 0: it is not in the broadcast.</param>
/// <param name="People">How many people that is.</param>
/// <param name="FirstMessage">A text of its own; null: that of the broadcast.</param>
/// <param name="SecondMessage">A follow-up of its own; null: that of the broadcast.</param>
public sealed record BroadcastShare(
    long Id, string Name, string? Description, decimal Ratio, long People, string? FirstMessage, string? SecondMessage);

/// <summary>How many people a segment has. Describes the answer; the database makes it.</summary>
/// <param name="People">Who of them may get a broadcast now.</param>
/// <param name="Wanted">How many of them the broadcast would take with the share that was asked about; null: that was no share.</param>
public sealed record SegmentCount(long People, long? Wanted);

/// <summary>A segment's share of a broadcast, and its texts. Describes the request; the database reads it.</summary>
/// <param name="Id">Of the segment.</param>
/// <param name="Ratio">In percent; 0 takes it out.</param>
/// <param name="FirstMessage">A text of its own; null takes it away.</param>
/// <param name="SecondMessage">A follow-up of its own; null takes it away.</param>
internal sealed record ShareChange(long Id, decimal Ratio, string? FirstMessage = null, string? SecondMessage = null);
