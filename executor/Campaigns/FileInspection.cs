namespace Outlier.Executor.Campaigns;

/// <summary>
/// How a file would be understood. Describes the answer; the database judges the lines. If a person must name a column
/// first, no line has been judged, and the counts are missing.
/// </summary>
public sealed record FileInspection(
    string Encoding, string Separator, UsedColumns Columns, IReadOnlyList<InspectedLine> FirstLines, string? Refusal,
    IReadOnlyList<string> IgnoredFields, long? Lines = null, long? Accepted = null, long? Extensions = null,
    long? Duplicates = null, long? InvalidNumbers = null, long? Ambiguous = null, long? WithoutMessage = null, long? MessageTooLong = null, long? Unsubscribed = null, long? Excluded = null);

/// <summary>How a file was understood, and its lines by their verdict. Describes the answer; the database counts.</summary>
public sealed record FileCounts(
    long Lines, long Accepted, long Extensions, long Duplicates, long InvalidNumbers, long Ambiguous, long WithoutMessage,
    long MessageTooLong, long Unsubscribed, long Excluded, string Encoding, string Separator, UsedColumns Columns);

/// <summary>How the bytes of a file were read.</summary>
/// <param name="Encoding">UTF-8, UTF-16, UTF-16BE or Windows-1252.</param>
/// <param name="Separator">What stands between its cells.</param>
internal readonly record struct FileFormat(string Encoding, char Separator);

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

/// <summary>How the columns of a file were understood. Describes the answer.</summary>
/// <param name="Phone">The column of the phone numbers; null: a person must name it in phoneColumn.</param>
/// <param name="Message">The column of the texts; null: there is none, and everybody gets firstMessage.</param>
/// <param name="OtherPhones">The columns that could also hold the phone numbers.</param>
/// <param name="OtherMessages">The columns that could also hold the texts.</param>
/// <param name="Ignored">Every column that is not used.</param>
/// <param name="Header">The line that names the columns; null: there is none.</param>
/// <param name="PassedOver">The lines above the list: titles, blank lines, sep=;.</param>
public sealed record UsedColumns(
    string? Phone, string? Message, IReadOnlyList<string> OtherPhones, IReadOnlyList<string> OtherMessages, IReadOnlyList<string> Ignored,
    int? Header, IReadOnlyList<int> PassedOver);

/// <summary>Which column of a file holds the numbers, or the texts.</summary>
/// <param name="Column">Its position from 0; null: no column, or it cannot be told which.</param>
/// <param name="Others">The columns that could also have been meant.</param>
/// <param name="Refusal">Why a person must name the column; null where nobody has to.</param>
internal readonly record struct ColumnChoice(int? Column, IReadOnlyList<int> Others, string? Refusal = null);
