namespace Outlier.Executor.Campaigns;

/// <summary>
/// How Outlier understands a file. If a person must first name a column, the lines have no verdicts and the counts are missing.
/// </summary>
public sealed record FileInspection(
    string Encoding, string Separator, UsedColumns Columns, IReadOnlyList<InspectedLine> FirstLines, string? Refusal,
    IReadOnlyList<string> IgnoredFields, long? Lines = null, long? Accepted = null, long? Extensions = null,
    long? Duplicates = null, long? InvalidNumbers = null, long? Ambiguous = null, long? WithoutMessage = null, long? MessageTooLong = null, long? Unsubscribed = null, long? Excluded = null);

/// <summary>How Outlier understood a file, and its lines by verdict.</summary>
public sealed record FileCounts(
    long Lines, long Accepted, long Extensions, long Duplicates, long InvalidNumbers, long Ambiguous, long WithoutMessage,
    long MessageTooLong, long Unsubscribed, long Excluded, string Encoding, string Separator, UsedColumns Columns);

/// <summary>How the bytes of a file were read.</summary>
/// <param name="Encoding">UTF-8, UTF-16, UTF-16BE or Windows-1252.</param>
/// <param name="Separator">Separator of the cells.</param>
internal readonly record struct FileFormat(string Encoding, char Separator);

/// <summary>A line of a file. A line with several numbers appears once for each number.</summary>
/// <param name="Line">Number of the line in the file, from 1.</param>
/// <param name="Raw">Content of the phone cell.</param>
/// <param name="PhoneNumber">Phone number in E.164, if the cell has one.</param>
/// <param name="Message">Text for this person, if the file has texts.</param>
/// <param name="Verdict">accepted, extension, duplicate, invalid_number, ambiguous, no_message, message_too_long, unsubscribed or excluded.</param>
/// <param name="Note">Reason for the verdict, or what Outlier left out.</param>
/// <param name="DuplicateOf">Line with the same number, which counts instead.</param>
public sealed record InspectedLine(
    int Line, string Raw, string? PhoneNumber, string? Message, string Verdict, string? Note, int? DuplicateOf);

/// <summary>How Outlier understood the columns of a file.</summary>
/// <param name="Phone">Column of the phone numbers. Null if a person must name it in phoneColumn.</param>
/// <param name="Message">Column of the texts. Null if there is none: then every recipient gets firstMessage.</param>
/// <param name="OtherPhones">Other columns that could hold the phone numbers.</param>
/// <param name="OtherMessages">Other columns that could hold the texts.</param>
/// <param name="Ignored">Columns that Outlier does not use.</param>
/// <param name="Header">Number of the line that names the columns. Null if there is none.</param>
/// <param name="PassedOver">Numbers of the lines above the list: titles, blank lines and "sep=;".</param>
public sealed record UsedColumns(
    string? Phone, string? Message, IReadOnlyList<string> OtherPhones, IReadOnlyList<string> OtherMessages, IReadOnlyList<string> Ignored,
    int? Header, IReadOnlyList<int> PassedOver);

/// <summary>Which column of a file holds the numbers, or the texts.</summary>
/// <param name="Column">Position of the column, from 0. Null if there is none, or if Outlier cannot tell which one.</param>
/// <param name="Others">Other columns that could be meant.</param>
/// <param name="Refusal">Reason why a person must name the column. Null if it is not needed.</param>
internal readonly record struct ColumnChoice(int? Column, IReadOnlyList<int> Others, string? Refusal = null);
