namespace Outlier.Tests.Executor.Settings;

/// <summary>One way in which somebody else made a database and set it.</summary>
/// <param name="Name">For people.</param>
internal sealed record Way(string Name)
{
    /// <summary>All that follows <c>create database … template</c>.</summary>
    public string Made { get; init; } = "template0";

    /// <summary>The locale of the operating system that it needs, such as tr_TR.</summary>
    public string? Locale { get; init; }

    /// <summary>For every session: what follows <c>alter database … set</c>.</summary>
    public IReadOnlyList<string> OnDatabase { get; init; } = [];

    /// <summary>For each of our roles: what follows <c>alter role … in database … set</c>.</summary>
    public IReadOnlyList<string> OnRoles { get; init; } = [];

    /// <summary>What PGOPTIONS, PGTZ or PGCLIENTENCODING bring to the executor, as its connection string says it.</summary>
    public string Connection { get; init; } = string.Empty;

    /// <summary>What <c>outlier migrate</c> refuses it with; null: nothing.</summary>
    public string? Refused { get; init; }

    /// <summary>What <c>outlier check</c> names, because nothing can be done about it from inside; null: nothing.</summary>
    public string? Named { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
