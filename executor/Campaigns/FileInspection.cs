namespace Outlier.Executor.Campaigns;

/// <summary>
/// How a file would be understood. Describes the answer; the database judges the lines. If a person must name a column
/// first, no line has been judged, and the counts are missing.
/// </summary>
public sealed record FileInspection(
    string Encoding, string Separator, UsedColumns Columns, IReadOnlyList<InspectedLine> FirstLines, string? Refusal,
    IReadOnlyList<string> IgnoredFields, long? Lines = null, long? Accepted = null, long? Extensions = null,
    long? Duplicates = null, long? InvalidNumbers = null, long? Ambiguous = null, long? WithoutMessage = null, long? MessageTooLong = null, long? Unsubscribed = null, long? Excluded = null);
