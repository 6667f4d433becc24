namespace Outlier.Executor.Campaigns;

/// <summary>A row of a file.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
/// <param name="Cells">Its cells; rows may differ in how many they have.</param>
internal sealed record RecipientRow(int Line, string[] Cells)
{
    /// <summary>A cell; nothing where the row is too short.</summary>
    public string Cell(int column) => column < Cells.Length ? Cells[column] : string.Empty;
}
