namespace Outlier.Executor.Import;

/// <summary>What an import did with a table of the source.</summary>
/// <param name="Name">The table there.</param>
/// <param name="Read">Rows that the source has.</param>
/// <param name="Here">Of these, rows that are here.</param>
/// <param name="LeftOut">Of these, rows that the report explains.</param>
internal sealed record ImportedTable(string Name, long Read, long Here, long LeftOut);
