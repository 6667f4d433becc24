using System.Globalization;
using System.Reflection;
using System.Text;

namespace Outlier.Migrator;

/// <summary>The SQL that travels inside the program.</summary>
public sealed class ScriptCatalog
{
    private const string LockFile = "migrations/migrations.lock";

    private ScriptCatalog(string bootstrap, IReadOnlyList<SqlScriptFile> migrations, IReadOnlyList<SqlScriptFile> functions)
    {
        Bootstrap = bootstrap;
        Migrations = migrations;
        Functions = functions;
    }

    /// <summary>Makes the roles and schemas; safe to run again.</summary>
    public string Bootstrap { get; }

    /// <summary>Run once, in this order.</summary>
    public IReadOnlyList<SqlScriptFile> Migrations { get; }

    /// <summary>Run whenever their text changed, in this order.</summary>
    public IReadOnlyList<SqlScriptFile> Functions { get; }

    /// <summary>One hash over all of it: equal in a program and in the database that it migrated.</summary>
    public string Digest => DigestOf(Migrations.Concat(Functions).Select(script => (script.Name, script.Sha256)));

    /// <summary>Reads the scripts of this program, and holds its migrations against their lock file.</summary>
    /// <exception cref="MigrationException">A migration was edited after it was locked, or is not in the lock file.</exception>
    public static ScriptCatalog Load()
    {
        var assembly = typeof(ScriptCatalog).Assembly;
        var scripts = assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal) && name.Contains('/', StringComparison.Ordinal))
            .Select(name => SqlScriptFile.Create(name.Replace('\\', '/'), Read(assembly, name)))
            .OrderBy(script => script.Name, StringComparer.Ordinal)
            .ToList();
        var migrations = scripts.Where(script => script.Name.StartsWith("migrations/", StringComparison.Ordinal)).ToList();
        CheckLock(migrations, Read(assembly, LockFile));
        return new ScriptCatalog(
            Read(assembly, "bootstrap.sql"),
            migrations,
            scripts.Where(script => script.Name.StartsWith("functions/", StringComparison.Ordinal)).ToList());
    }

    /// <summary>The digest of a set of scripts, as <c>api.schema_version</c> computes it too.</summary>
    internal static string DigestOf(IEnumerable<(string Name, string Sha256)> scripts) =>
        SqlScriptFile.Hash(string.Join('\n', scripts.OrderBy(s => s.Name, StringComparer.Ordinal).Select(s => $"{s.Name} {s.Sha256}")));

    /// <summary>Refuses migrations that are not exactly those of the lock file, or not numbered one by one.</summary>
    internal static void CheckLock(IReadOnlyList<SqlScriptFile> migrations, string lockFile)
    {
        var locked = lockFile
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .ToDictionary(parts => "migrations/" + parts[1], parts => parts[0], StringComparer.Ordinal);
        for (var index = 0; index < migrations.Count; index++)
        {
            var migration = migrations[index];
            if (!migration.Name.StartsWith("migrations/" + (index + 1).ToString("D4", CultureInfo.InvariantCulture) + "_", StringComparison.Ordinal))
            {
                throw new MigrationException($"{migration.Name} is out of order: migrations are numbered 0001, 0002, … without gaps.");
            }

            if (!locked.Remove(migration.Name, out var sha256))
            {
                throw new MigrationException($"{migration.Name} is not in migrations.lock. Add its line: sha256sum {Path.GetFileName(migration.Name)} >> migrations.lock");
            }

            if (sha256 != migration.Sha256)
            {
                throw new MigrationException($"{migration.Name} was edited after it was locked. Restore it, and write a new migration for the change.");
            }
        }

        if (locked.Count > 0)
        {
            throw new MigrationException($"{locked.Keys.First()} is in migrations.lock but is gone. Restore it.");
        }
    }

    private static string Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
