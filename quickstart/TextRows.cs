namespace Outlier.Quickstart;

/// <summary>Rows to print.</summary>
internal sealed record TextRows(IReadOnlyList<string> Columns, IReadOnlyList<string[]> Rows);
