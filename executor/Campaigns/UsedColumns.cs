namespace Outlier.Executor.Campaigns;

/// <summary>How a file was understood. Describes the answer.</summary>
/// <param name="Phone">The column of the phone numbers.</param>
/// <param name="Message">The column of the texts; null: there is none, and everybody gets firstMessage.</param>
/// <param name="Ignored">The other columns.</param>
/// <param name="Header">The line that names the columns; null: there is none.</param>
/// <param name="PassedOver">Lines above that hold a title.</param>
internal sealed record UsedColumns(string Phone, string? Message, IReadOnlyList<string> Ignored, int? Header, IReadOnlyList<int> PassedOver);
