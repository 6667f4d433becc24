using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Outlier.Migrator;

/// <summary>One SQL file without its triggers, or one of its triggers.</summary>
/// <param name="Name">Its path below <c>sql/</c>; for a trigger, <c>triggers/schema.table.name</c>.</param>
/// <param name="Text">The SQL text.</param>
/// <param name="Sha256">Hash of the text, in lower-case hexadecimal.</param>
public sealed partial record SqlScriptFile(string Name, string Text, string Sha256)
{
    private const string AloneMark = "-- Outside a transaction";

    /// <summary>Whether the script runs once. Other scripts run whenever their text changed.</summary>
    public bool IsMigration => Name.StartsWith("migrations/", StringComparison.Ordinal);

    /// <summary>
    /// Body of the function that the script creates, as the database stores it. Null: it creates another object.
    /// </summary>
    public string? Body => FunctionBody().Match(Text) is { Success: true } match ? match.Groups["body"].Value : null;

    /// <summary>Whether the function that the script creates runs with the rights of its owner.</summary>
    public bool IsDefiner => Text.Contains("\nsecurity definer\n", StringComparison.Ordinal);

    /// <summary>
    /// Whether each of its statements runs as a transaction of its own. <c>create index concurrently</c> requires that.
    /// </summary>
    internal bool IsAlone => IsMigration && Text.StartsWith(AloneMark, StringComparison.Ordinal);

    /// <summary>The statements of the script, without comments.</summary>
    internal IEnumerable<string> Statements => Comment().Replace(Text, string.Empty)
        .Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal static SqlScriptFile Create(string name, string text) => new(name, text, Hash(text));

    /// <summary>
    /// Splits a file into its function and its triggers. A changed function body then needs no lock on the triggers'
    /// tables.
    /// </summary>
    internal IEnumerable<SqlScriptFile> SplitTriggers() => Trigger().Matches(Text)
        .Select(match => Create($"triggers/{match.Groups["table"].Value}.{match.Groups["name"].Value}", match.Value))
        .Prepend(Create(Name, Trigger().Replace(Text, string.Empty)));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>
    /// Rejects a statement that would make other sessions wait. Outside a transaction, nothing limits how long they
    /// would wait.
    /// </summary>
    internal void CheckAlone()
    {
        if (IsAlone && Statements.FirstOrDefault(statement => !Harmless().IsMatch(statement)) is { } other)
        {
            throw new MigrationException(
                $"{Name} is marked \"{AloneMark}\" and has the statement \"{other.Split('\n')[0]}\". Use only create index concurrently "
                + "if not exists, drop index concurrently if exists, and alter table … validate constraint: nobody waits for them, "
                + "and they can be repeated. Put other statements into another migration.");
        }
    }

    [GeneratedRegex(
        @"^create (or replace )?trigger (?<name>\S+)\s.*?\son (?<table>\S+)\s.*?;\n",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Trigger();

    [GeneratedRegex(
        "^(create (unique )?index concurrently if not exists |drop index concurrently if exists |alter table .* validate constraint )",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Harmless();

    [GeneratedRegex(
        @"^create (or replace )?(function|procedure) .*?\bas (?<quote>\$[a-z_]*\$)(?<body>.*?)\k<quote>",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex FunctionBody();

    [GeneratedRegex("^--.*\n", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
