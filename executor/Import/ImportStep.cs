namespace Outlier.Executor.Import;

/// <summary>A step of an import: one transaction.</summary>
/// <param name="Name">For people.</param>
/// <param name="SourceTables">What it copies.</param>
/// <param name="Function">The function of schema outlier that takes the copy over.</param>
internal sealed record ImportStep(string Name, string[] SourceTables, string Function);
