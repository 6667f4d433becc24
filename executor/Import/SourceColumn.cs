namespace Outlier.Executor.Import;

/// <summary>A column of a table of the source.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as SQL; text where the type is the source's own.</param>
/// <param name="Default">Its default, if that is a constant or the present moment.</param>
internal sealed record SourceColumn(string Name, string Type, string? Default);
