namespace Outlier.Executor.Campaigns;

/// <summary>The rows of an uploaded file, column by column as the database takes them.</summary>
/// <param name="Lines">Where each row begins in the file.</param>
/// <param name="Raw">The cell of the phone number, as it is written.</param>
/// <param name="PhoneNumbers">The same without space around it; what number it is, if any, the database says.</param>
/// <param name="Messages">A text for each, where the file has such a column.</param>
internal sealed record RecipientFile(int[] Lines, string[] Raw, string[] PhoneNumbers, string[]? Messages)
{
    /// <summary>How it was understood.</summary>
    public required UsedColumns Columns { get; init; }
}
