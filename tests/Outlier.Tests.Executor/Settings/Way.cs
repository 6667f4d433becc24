namespace Outlier.Tests.Executor.Settings;

/// <summary>A variant of how a database was created and set.</summary>
/// <param name="Name">The name of the variant.</param>
internal sealed record Way(string Name)
{
    /// <summary>The text after <c>create database … template</c>.</summary>
    public string Made { get; init; } = "template0";

    /// <summary>The required locale of the operating system, such as tr_TR.</summary>
    public string? Locale { get; init; }

    /// <summary>Settings of the database for all sessions: the text after <c>alter database … set</c>.</summary>
    public IReadOnlyList<string> OnDatabase { get; init; } = [];

    /// <summary>Settings of each of Outlier's roles: the text after <c>alter role … in database … set</c>.</summary>
    public IReadOnlyList<string> OnRoles { get; init; } = [];

    /// <summary>
    /// The part of the executor's connection string that PGOPTIONS, PGTZ or PGCLIENTENCODING would add.
    /// </summary>
    public string Connection { get; init; } = string.Empty;

    /// <summary>The message with which <c>outlier migrate</c> refuses the database. Null: it does not.</summary>
    public string? Refused { get; init; }

    /// <summary>The problem that <c>outlier check</c> reports, because Outlier cannot repair it. Null: none.</summary>
    public string? Named { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
