namespace Outlier.Executor.Campaigns;

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
