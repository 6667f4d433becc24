namespace Outlier.Executor.Campaigns;

/// <summary>A line of a file, or one number of a line with several. Describes the answer; the database makes it.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
/// <param name="Raw">The cell with the number, as it is written.</param>
/// <param name="PhoneNumber">The number that was read from it.</param>
/// <param name="Message">The text of its own.</param>
/// <param name="Verdict">accepted, extension, duplicate, invalid_number, ambiguous, no_message, message_too_long, unsubscribed or excluded.</param>
/// <param name="Note">Why the verdict is so, or what was left out.</param>
/// <param name="DuplicateOf">The line that has the same number and counts.</param>
public sealed record InspectedLine(
    int Line, string Raw, string? PhoneNumber, string? Message, string Verdict, string? Note, int? DuplicateOf);
