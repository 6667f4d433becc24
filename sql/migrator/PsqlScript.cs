using System.Text;

namespace Outlier.Migrator;

/// <summary>
/// Writes the migration as one file for psql, for administrators who run no other program on their database.
/// The script reads the state of the database when it runs. So the same file works on an empty database, an older one,
/// and one that is up to date.
/// </summary>
public static class PsqlScript
{
    private const string Begin =
        """
        -- Brings a database of Outlier up to date, whatever version it has. Run: psql -X -f this-file "dbname=outlier"
        \set ON_ERROR_STOP on
        \set QUIET on
        \pset tuples_only on
        \pset format unaligned

        """;

    /// <summary>Writes the script.</summary>
    /// <param name="withoutCron">Leaves the setup of pg_cron out.</param>
    /// <exception cref="MigrationException">A migration was edited after it was locked.</exception>
    public static string Write(bool withoutCron) => Write(ScriptCatalog.Load(), withoutCron);

    internal static string Write(ScriptCatalog catalog, bool withoutCron)
    {
        var script = new StringBuilder(Begin);
        foreach (var step in MigrationStep.All(catalog, withoutCron))
        {
            script.Append(step.Alone is { } alone
                ? $"""
                   {step.Sql} \gset
                   \if :wanted
                   {string.Join('\n', alone.Statements.Select(statement => $"{Unfinished(alone)} \\gexec\n{statement};"))}
                   select * from pg_temp.finish('{alone.Name}');
                   \endif

                   """
                : $"{step.Sql}\n");
        }

        return script.Append("\\echo The database is up to date.\n").ToString();
    }

    private static string Unfinished(SqlScriptFile alone) => $"select * from pg_temp.unfinished_indexes('{alone.Name}')";
}
