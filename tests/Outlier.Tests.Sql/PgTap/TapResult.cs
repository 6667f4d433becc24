namespace Outlier.Tests.Sql.PgTap;

/// <summary>One assertion of a file, or what kept the file from being run to its end.</summary>
public sealed record TapResult(string File, string Description, bool Passed, string? SkipReason, string Diagnostics)
{
    /// <summary>The requirements that the head of its file names.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    public string Name => $"{File}: {Description}";

    public override string ToString() => Name;
}
