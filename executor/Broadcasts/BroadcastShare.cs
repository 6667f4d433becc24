namespace Outlier.Executor.Broadcasts;

/// <summary>A segment and its ratio in a broadcast.</summary>
/// <param name="Id">Id of the segment.</param>
/// <param name="Name">Name.</param>
/// <param name="Description">Description of the segment.</param>
/// <param name="Ratio">Percent of the broadcast's recipients. 0 if the segment is not in the broadcast.</param>
/// <param name="People">Number of people for that ratio.</param>
/// <param name="FirstMessage">Text for the people of this segment. Null if they get the text of the broadcast.</param>
/// <param name="SecondMessage">Follow-up for the people of this segment. Null if they get the follow-up of the broadcast.</param>
public sealed record BroadcastShare(
    long Id, string Name, string? Description, decimal Ratio, long People, string? FirstMessage, string? SecondMessage);

/// <summary>Size of a segment.</summary>
/// <param name="People">People of the segment who may get a broadcast now.</param>
/// <param name="Wanted">People whom the broadcast would take with the given ratio. Null if no valid ratio was given.</param>
public sealed record SegmentCount(long People, long? Wanted);

/// <summary>Ratio and texts of a segment in a broadcast.</summary>
/// <param name="Id">Id of the segment.</param>
/// <param name="Ratio">Percent of the recipients. 0 removes the segment from the broadcast.</param>
/// <param name="FirstMessage">Text for the people of this segment. Null removes it.</param>
/// <param name="SecondMessage">Follow-up for the people of this segment. Null removes it.</param>
internal sealed record ShareChange(long Id, decimal Ratio, string? FirstMessage = null, string? SecondMessage = null);
