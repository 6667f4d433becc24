using System.Globalization;
using System.Reflection;
using System.Text;

namespace Outlier.Migrator;

/// <summary>The SQL scripts that are embedded in the program.</summary>
public sealed class ScriptCatalog
{
    private ScriptCatalog(IReadOnlyList<SqlScriptFile> scripts) => Scripts = scripts;

    /// <summary>All scripts: migrations, then functions and views, then triggers.</summary>
    public IReadOnlyList<SqlScriptFile> Scripts { get; }

    /// <summary>The scripts that run once, in this order.</summary>
    public IEnumerable<SqlScriptFile> Migrations => Scripts.Where(script => script.IsMigration);

    /// <summary>The scripts that run whenever their text changed.</summary>
    public IEnumerable<SqlScriptFile> Functions => Scripts.Where(script => !script.IsMigration);

    /// <summary>The schema version of a database with all these scripts: the number of the newest migration.</summary>
    public int Version => Migrations.Count();

    /// <summary>Reads the scripts of this program, and checks its migrations against the lock file.</summary>
    /// <exception cref="MigrationException">A migration was edited after it was locked, or is not in the lock file.</exception>
    public static ScriptCatalog Load()
    {
        var catalog = Of(Files());
        CheckLock([.. catalog.Migrations], Read("migrations/migrations.lock"));
        return catalog;
    }

    /// <summary>The script files as they were when the program was built.</summary>
    internal static IEnumerable<SqlScriptFile> Files() => typeof(ScriptCatalog).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(".sql", StringComparison.Ordinal) && name.Contains('/', StringComparison.Ordinal))
        .Select(name => SqlScriptFile.Create(name.Replace('\\', '/'), Read(name)));

    /// <summary>Creates a catalog of any set of files.</summary>
    internal static ScriptCatalog Of(IEnumerable<SqlScriptFile> files)
    {
        var sorted = files.OrderBy(file => file.Name, StringComparer.Ordinal).ToLookup(file => file.IsMigration);
        foreach (var migration in sorted[true])
        {
            migration.CheckAlone();
        }

        var parts = sorted[false].Select(file => file.SplitTriggers().ToList()).ToList();
        var triggers = parts.SelectMany(part => part.Skip(1)).OrderBy(trigger => trigger.Name, StringComparer.Ordinal);
        return new ScriptCatalog([.. sorted[true], .. parts.Select(part => part[0]), .. triggers]);
    }

    /// <summary>Reads an embedded text that is not a script of the catalog.</summary>
    internal static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>
    /// Rejects migrations that differ from the lock file, and migrations that are not numbered without gaps.
    /// </summary>
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
}
