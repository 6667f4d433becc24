using Outlier.Migrator;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Migrations;

/// <summary>
/// Checks the upgrade from each earlier set of migrations, with the functions of that time and with people in the
/// database.
/// </summary>
[TestFixture]
public sealed class UpgradeTests
{
    private static readonly string Lock = File.ReadAllText(Repository.PathTo("sql", "migrations", "migrations.lock"));

    // The commits at which the migrations were the first n of today's, with n. Commits with a migration that was later
    // edited, before it was published, do not count.
    private static readonly Lazy<IReadOnlyList<(string Commit, int Migrations)>> Landed = new(() => Task.Run(ReadLandedAsync).GetAwaiter().GetResult());

    private static readonly Lazy<Task<IReadOnlyList<string>>> Fresh = new(async () =>
    {
        await using var fresh = await TestDatabase.CloneAsync();
        return await EverythingAsync(fresh);
    });

    private static IEnumerable<TestCaseData> States() => Landed.Value.Count == 0
        ? [new TestCaseData(null, 0).SetName("Each_earlier_state_is_brought_up_to_date (skipped: the sources have no history here)")]
        : Landed.Value.Select(state => new TestCaseData(state.Commit, state.Migrations).SetName($"A_database_of_{state.Migrations}_migrations_is_brought_up_to_date"));

    [TestCaseSource(nameof(States))]
    [Category("upgrade")]
    public async Task Each_earlier_state_is_brought_up_to_date(string? commit, int migrations)
    {
        if (commit is null)
        {
            Assert.Ignore("The sources have no history here.");
        }

        await using var database = await TestDatabase.CreateEmptyAsync();
        var folder = Directory.CreateTempSubdirectory("outlier-sql-").FullName;
        try
        {
            await Shell.RunAsync("bash", "-c", $"git -C '{Repository.Root}' archive {commit} sql | tar -x -C '{folder}'");
            await MigrateAsThenAsync(database, Path.Combine(folder, "sql"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var options = new MigrationOptions(database.ConnectionString, WithoutCron: true);
        Assert.That(DatabaseMigrator.Run(options).Migrations, Has.Count.EqualTo(ScriptCatalog.Load().Version - migrations));
        Assert.That(DatabaseMigrator.Run(options).Functions, Is.Empty, "a second time there is nothing to do");
        Assert.That(await EverythingAsync(database), Is.EqualTo(await Fresh.Value), "it is as if it had been made today");

        // Sent messages must still be on record, and waiting messages must continue.
        await using var connection = await database.OpenAsync(TestDatabase.Superuser);
        await connection.ExecuteAsync("select outlier.recount()");
        Assert.That(await connection.ColumnAsync<long>("select unnest(array[people, first_sent]) from outlier.broadcast_stats where first_sent > 0"), Is.EqualTo((long[])[3, 2]));
        Assert.That(
            await connection.ScalarAsync<string>("select string_agg(m ->> 'to', ' ') from jsonb_array_elements(api.claim_messages('first_messages', 'worker', 10, test.monday('1 hour')) -> 'messages') as m"),
            Is.EqualTo("+12005550102"));
        Assert.That(
            await connection.ScalarAsync<string>("select string_agg(m ->> 'to', ' ') from jsonb_array_elements(api.claim_messages('second_messages', 'worker', 10, test.monday('1 hour')) -> 'messages') as m"),
            Is.EqualTo("+12005550100 +12005550101"));
    }

    private static async Task MigrateAsThenAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.OpenAsync(TestDatabase.Superuser);
        await connection.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(sql, "tests", "_support", "cron.sql")));
        await connection.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(sql, "bootstrap.sql")));
        await connection.ExecuteAsync("set role outlier_owner; set check_function_bodies = off");
        var files = Sorted(sql, "migrations").Concat(Sorted(sql, "functions")).ToList();
        await connection.ExecuteAsync(string.Concat(files.Select(File.ReadAllText)));
        await connection.ExecuteAsync(
            "insert into outlier.applied_scripts (name, sha256) select name, encode(sha256(convert_to(text, 'UTF8')), 'hex') from unnest($1::text[], $2::text[]) as s (name, text)",
            files.Select(file => Path.GetRelativePath(sql, file)).ToArray(), files.Select(File.ReadAllText).ToArray());
        await connection.ExecuteAsync("reset role");
        foreach (var file in Sorted(sql, Path.Combine("tests", "_support")).Where(file => !file.EndsWith("cron.sql", StringComparison.Ordinal)))
        {
            await connection.ExecuteAsync(await File.ReadAllTextAsync(file));
        }

        // Creates three people. Two of them have the first message.
        await connection.ExecuteAsync("select test.sending(3, 'And?'); select test.record(test.claim(p_limit => 2))");
    }

    private static IOrderedEnumerable<string> Sorted(string sql, string folder) =>
        Directory.EnumerateFiles(Path.Combine(sql, folder), "*.sql", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static async Task<IReadOnlyList<string>> EverythingAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsync(TestDatabase.Superuser);
        return await connection.ColumnAsync<string>(PsqlScriptTests.Everything);
    }

    private static async Task<IReadOnlyList<(string Commit, int Migrations)>> ReadLandedAsync()
    {
        var (exitCode, commits) = await Shell.TryRunAsync("git", "-C", Repository.Root, "log", "--format=%H", "--", "sql/migrations/migrations.lock");
        var landed = new List<(string, int)>();
        foreach (var commit in exitCode == 0 ? commits.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [])
        {
            var (_, locked) = await Shell.TryRunAsync("git", "-C", Repository.Root, "show", $"{commit}:sql/migrations/migrations.lock");
            if (locked.Length > 0 && Lock.StartsWith(locked, StringComparison.Ordinal))
            {
                landed.Add((commit, locked.Count(character => character == '\n')));
            }
        }

        return landed;
    }
}
