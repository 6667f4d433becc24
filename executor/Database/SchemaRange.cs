using Outlier.Migrator;

namespace Outlier.Executor.Database;

/// <summary>The versions of the schema that a program works with. A version is the number of its newest migration.</summary>
/// <param name="Oldest">The program does not start on an older database.</param>
/// <param name="Made">The version that the program was made for. A newer database itself says whether it still serves this program.</param>
/// <param name="Calls">The functions of schema <c>api</c> that the program may call.</param>
internal sealed record SchemaRange(int Oldest, int Made, IReadOnlyList<string> Calls)
{
    // Raise this to the version with the newest function that the program requires.
    private const int OldestVersion = 7;

    /// <summary>The range of this program.</summary>
    public static SchemaRange OfThisProgram(ScriptCatalog catalog) => new(
        OldestVersion,
        catalog.Version,
        [
            .. catalog.Functions
                .Select(script => Path.GetFileNameWithoutExtension(script.Name))
                .Where(name => name.StartsWith("api.", StringComparison.Ordinal)),
        ]);
}
