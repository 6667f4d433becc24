using System.Diagnostics;
using Npgsql;
using Outlier.Migrator;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Migrations;

/// <summary>Checks that the script for psql has the same effect as the program.</summary>
[TestFixture]
public sealed class PsqlScriptTests
{
    internal const string Everything =
        """
        select 'function ' || p.oid::regprocedure || ' ' || md5(p.prosrc || coalesce(p.proconfig::text, '') || coalesce(p.proacl::text, '')) from pg_proc as p where p.pronamespace in ('outlier'::regnamespace, 'api'::regnamespace)
        union all select 'column ' || a.attrelid::regclass || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull from pg_attribute as a inner join pg_class as c on c.oid = a.attrelid where c.relnamespace = 'outlier'::regnamespace and a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v')
        union all select 'constraint ' || c.conrelid::regclass || ' ' || c.conname || ' ' || pg_get_constraintdef(c.oid) from pg_constraint as c where c.connamespace = 'outlier'::regnamespace
        union all select 'index ' || i.indexdef from pg_indexes as i where i.schemaname = 'outlier'
        union all select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger as t inner join pg_class as c on c.oid = t.tgrelid where c.relnamespace = 'outlier'::regnamespace and not t.tgisinternal
        union all select 'grant ' || c.oid::regclass || ' ' || coalesce(c.relacl::text, '') from pg_class as c where c.relnamespace = 'outlier'::regnamespace and c.relkind in ('r', 'p', 'v')
        union all select 'script ' || s.name || ' ' || s.sha256 from outlier.applied_scripts as s
        order by 1
        """;

    [Test]
    public async Task It_makes_the_same_database_and_a_second_run_changes_nothing()
    {
        await RequirePsqlAsync();
        await using var byProgram = await TestDatabase.CreateEmptyAsync();
        await using var byScript = await TestDatabase.CreateEmptyAsync();
        DatabaseMigrator.Run(new MigrationOptions(byProgram.ConnectionString, WithoutCron: true));
        var (exitCode, output) = await PsqlAsync(byScript);
        Assert.That(exitCode, Is.Zero, output);
        Assert.That(await ReadAsync(byScript), Is.EqualTo(await ReadAsync(byProgram)));

        var (again, second) = await PsqlAsync(byScript);
        Assert.Multiple(() =>
        {
            Assert.That(again, Is.Zero, second);
            Assert.That(second, Does.Not.Contain("migrations/").And.Contain("up to date"));
        });
        var result = DatabaseMigrator.Run(new MigrationOptions(byScript.ConnectionString, WithoutCron: true));
        Assert.That(result.Migrations.Count + result.Functions.Count, Is.Zero, "and the program finds nothing to do");
    }

    [TestCase(MigratorTests.NewerAndStrange, "newer than this program: it has migrations/9999_future.sql, and serves only newer programs")]
    [TestCase("update outlier.applied_scripts set sha256 = '00' where name like '%/0002_settings.sql'", "another text of migrations/0002_settings.sql")]
    public async Task It_refuses_what_the_program_refuses(string change, string expected)
    {
        await RequirePsqlAsync();
        await using var database = await TestDatabase.CloneAsync();
        await Statements.ExecuteAsync(database.ConnectionString, change);
        var (exitCode, output) = await PsqlAsync(database);
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.Not.Zero);
            Assert.That(output, Does.Contain(expected));
        });
    }

    [Test]
    public async Task It_does_what_stands_outside_a_transaction_and_does_it_again_where_it_was_broken_off()
    {
        await RequirePsqlAsync();
        await using var database = await TestDatabase.CloneAsync();
        var catalog = ScriptCatalog.Of([.. ScriptCatalog.Files(), MigratorTests.Alone()]);
        await Statements.ExecuteAsync(database.ConnectionString, MigratorTests.TwoOfOneName);
        var (failed, output) = await PsqlAsync(database, catalog);
        Assert.Multiple(() =>
        {
            Assert.That(failed, Is.Not.Zero);
            Assert.That(output, Does.Contain("could not create unique index \"labels_name\""));
        });
        await Statements.ExecuteAsync(database.ConnectionString, "delete from outlier.labels");
        var (exitCode, second) = await PsqlAsync(database, catalog);
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.Zero, second);
            Assert.That(second, Does.Contain(MigratorTests.Alone().Name));
        });
        Assert.That(await Statements.ScalarAsync<bool>(database.ConnectionString, MigratorTests.IsValid), Is.True);
    }

    private static async Task RequirePsqlAsync()
    {
        if ((await RunAsync(["--version"], [])).ExitCode != 0)
        {
            Assert.Ignore("psql is not on this machine.");
        }
    }

    private static async Task<(int ExitCode, string Output)> PsqlAsync(TestDatabase database, ScriptCatalog? catalog = null)
    {
        var target = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, PsqlScript.Write(catalog ?? ScriptCatalog.Load(), withoutCron: true));
        var result = await RunAsync(
            ["-X", "-f", file],
            [("PGHOST", target.Host), ("PGPORT", $"{target.Port}"), ("PGDATABASE", target.Database), ("PGUSER", target.Username), ("PGPASSWORD", target.Password)]);
        File.Delete(file);
        return result;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string[] arguments, (string Key, string? Value)[] environment)
    {
        var start = new ProcessStartInfo("psql", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, await output + await error);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return (-1, exception.Message);
        }
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        return await connection.ColumnAsync<string>(Everything);
    }
}
