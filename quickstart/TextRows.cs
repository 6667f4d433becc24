namespace Outlier.Quickstart;

/// <summary>Column names and rows to print.</summary>
internal sealed record TextRows(IReadOnlyList<string> Columns, IReadOnlyList<string[]> Rows);
