namespace Outlier.Tests.Sql.PgTap;

/// <summary>One assertion of a file, or the error that ended the file early.</summary>
public sealed record TapResult(string File, string Description, bool Passed, string? SkipReason, string Diagnostics)
{
    /// <summary>The requirements in the header of the file.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    public string Name => $"{File}: {Description}";

    public override string ToString() => Name;
}
