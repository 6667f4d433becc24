using System.Diagnostics;
using Npgsql;
using Outlier.Migrator;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Migrations;

/// <summary>
/// Checks that a later version can change functions, views, triggers and indexes in a database that is in use.
/// </summary>
[TestFixture]
public sealed class ChangedObjectsTests
{
    private const string Numbers = "functions/shared/outlier.numbers.sql";
    private const string Doubled = "functions/shared/outlier.doubled.sql";
    private const string Trigger = "functions/shared/outlier.tg_authors__exclude_own.sql";
    private const string InSql = "language sql set search_path = '' as";
    private static readonly IReadOnlyList<SqlScriptFile> Released = [.. ScriptCatalog.Files()];

    private TestDatabase _database = null!;
    private NpgsqlConnection _connection = null!;

    [SetUp]
    public async Task Create()
    {
        _database = await TestDatabase.CloneAsync();
        _connection = await _database.OpenAsync(TestDatabase.Superuser);
    }

    [TearDown]
    public async Task Drop()
    {
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task A_changed_body_changes_that_function_and_waits_for_nobody()
    {
        await using var busy = await BusyAsync();
        var body = Body(Trigger).Replace("set exclude = true", "set exclude = (1 = 1)", StringComparison.Ordinal);
        Assert.That(Migrate((Trigger, body)).Functions, Is.EqualTo((string[])[Trigger]));
    }

    [Test]
    public async Task A_trigger_that_has_to_wait_holds_nobody_up_and_comes_when_the_table_is_free()
    {
        var busy = await BusyAsync();
        var later = Body(Trigger).Replace("_200_exclude_own", "_210_exclude_own", StringComparison.Ordinal);
        var migration = Task.Run(() => Migrate("-c migrate.lock_timeout=100ms", (Trigger, later)));
        try
        {
            // The migration must wait for its lock. A session that comes later must get through before the migration
            // has the lock.
            const string Waiting = "select count(*) from pg_locks where not granted and relation = 'outlier.authors'::regclass";
            while (!migration.IsCompleted && await _connection.ScalarAsync<long>(Waiting) == 0)
            {
            }

            var began = Stopwatch.GetTimestamp();
            await _connection.ExecuteAsync("insert into outlier.authors (phone_number) values ('+13135550199')");
            Assert.That(Stopwatch.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(2)));
            Assert.That(migration.IsCompleted, Is.False);
        }
        finally
        {
            await busy.DisposeAsync();
        }

        Assert.That((await migration).Functions, Is.EqualTo((string[])["triggers/outlier.authors._210_exclude_own"]));
        Assert.That(
            await _connection.ColumnAsync<string>(
                "select tgname::text from pg_trigger where tgrelid = 'outlier.authors'::regclass and tgname like '%exclude_own'"),
            Is.EqualTo((string[])["_210_exclude_own"]), "and the one that it replaces is gone");
    }

    [Test]
    public async Task A_table_that_never_gets_free_is_told_with_what_to_do_and_nothing_is_changed()
    {
        await using var busy = await BusyAsync();
        var later = Body(Trigger).Replace("_200_exclude_own", "_210_exclude_own", StringComparison.Ordinal);
        Assert.That(
            () => Migrate(
                "-c migrate.lock_timeout=20ms -c migrate.lock_patience=0",
                (Trigger, later),
                (Numbers, Function("outlier.numbers()", "integer", "1"))),
            Throws.TypeOf<MigrationException>()
                .With.Message.Contains("triggers/outlier.authors._210_exclude_own failed and was rolled back")
                .And.Message.Contains("canceling statement due to lock timeout")
                .And.Message.Contains("Nothing was changed."));
        Assert.That(await _connection.ScalarAsync<bool>("select to_regproc('outlier.numbers') is null"), Is.True);
    }

    [Test]
    [Category("migrate-waits")]
    public async Task A_session_in_the_way_is_named_and_no_webhook_waits_for_longer_than_one_try()
    {
        await using var reader = await _database.OpenAsync();
        await reader.ExecuteAsync("begin; select from outlier.labels");
        var bodies = await reader.ColumnAsync<string>("select test.incoming(test.number(n), 'Hello', now()) from generate_series(1, 4000) as n");
        await using var busy = await BusyAsync();
        var later = Body(Trigger).Replace("_200_exclude_own", "_210_exclude_own", StringComparison.Ordinal);
        // The migration makes as many tries as fit into three seconds. Each try takes at most half a second.
        var migration = Task.Run(() => Migrate("-c migrate.lock_patience=3s", (Trigger, later), (Numbers, Function("outlier.numbers()", "integer", "1"))));
        var deliveries = bodies.Chunk(2000).Select(part => DeliverAsync(part, migration)).ToList();
        var longest = await LongestWaitAsync(migration);
        var delivered = await Task.WhenAll(deliveries);

        // The message must not name the reader of another table, nor a webhook that got through: neither blocks the
        // migration.
        var query = await _connection.ScalarAsync<string>($"select to_char(query_start, 'YYYY-MM-DD HH24:MI:SS TZ') from pg_stat_activity where pid = {busy.ProcessID}");
        Assert.That(
            async () => await migration,
            Throws.TypeOf<MigrationException>()
                .With.Message.Contains($". Process {busy.ProcessID} (role postgres, application -, state idle in transaction, transaction since ")
                .And.Message.Contains($", query since {query}) holds RowExclusiveLock on outlier.authors. Nothing was changed.")
                .And.Message.Contains("Nothing was changed. Let the session end, or end it with pg_terminate_backend(process), and migrate again."));
        Assert.That(await _connection.ScalarAsync<bool>("select to_regproc('outlier.numbers') is null"), Is.True);
        Assert.Multiple(() =>
        {
            Assert.That(delivered, Has.All.GreaterThan(5), "webhooks were taken meanwhile");
            Assert.That(longest, Is.GreaterThan(TimeSpan.Zero), "some of which waited for the table");
            // Half a second, plus the time that a busy machine needs to end the try.
            Assert.That(longest, Is.LessThan(TimeSpan.FromSeconds(1)));
        });
    }

    [Test]
    [Category("migrate-waits")]
    public async Task Jobs_that_cannot_be_set_up_name_the_session_in_the_way()
    {
        await using var busy = await _database.OpenAsync(TestDatabase.Superuser);
        await _connection.ExecuteAsync("drop table if exists outlier.invoke_history_2000_01; set role outlier_owner; create table outlier.invoke_history_2000_01 partition of outlier.invoke_history for values from ('2000-01-01') to ('2000-02-01'); reset role");
        await busy.ExecuteAsync("begin; lock table outlier.invoke_history_2000_01 in access share mode");
        Assert.That(
            () => Migrate("-c migrate.lock_timeout=20ms -c migrate.lock_patience=0"),
            Throws.TypeOf<MigrationException>()
                .With.Message.Contains("the jobs could not be set up: canceling statement due to lock timeout")
                .And.Message.Contains($"Process {busy.ProcessID} (role postgres, ")
                .And.Message.Contains("All migrations and functions are applied."));
    }

    [TestCase(
        "outlier.numbers(p_first integer, p_second text default 'x')", "integer", "p_first", "outlier.numbers(1)",
        TestName = "A_function_gets_another_parameter")]
    [TestCase(
        "outlier.numbers(p_first integer)", "bigint", "p_first", "outlier.numbers(1)",
        TestName = "A_function_gets_another_result")]
    [TestCase(
        "outlier.numbers(p_other integer)", "integer", "p_other", "outlier.numbers(p_other => 1)",
        TestName = "A_function_gets_another_name_for_a_parameter")]
    [TestCase(
        "outlier.numbers(p_first text)", "integer", "p_first::integer", "outlier.numbers('1')",
        TestName = "A_function_gets_another_type_for_a_parameter")]
    public async Task The_old_signature_is_replaced_with_all_that_is_built_on_it(string signature, string result, string body, string call)
    {
        const string View = "create or replace view outlier.doubled as select outlier.numbers('1') * 2 as twice;\n";
        Migrate((Numbers, Function("outlier.numbers(p_first integer)", "integer", "p_first")), (Doubled, View));
        Migrate((Numbers, Function(signature, result, body)), (Doubled, View));
        Assert.Multiple(async () =>
        {
            Assert.That(await _connection.ScalarAsync<string>($"select {call}::text"), Is.EqualTo("1"));
            Assert.That(await _connection.ScalarAsync<string>("select twice::text from outlier.doubled"), Is.EqualTo("2"));
            Assert.That(await _connection.ScalarAsync<long>("select count(*) from pg_proc where proname = 'numbers'"), Is.EqualTo(1));
        });
        Assert.That(Migrate((Numbers, Function(signature, result, body)), (Doubled, View)).Functions, Is.Empty);
    }

    [Test]
    public async Task A_view_gets_other_columns_under_a_function_that_returns_its_rows()
    {
        const string Rows = "functions/audience/outlier.rows_of_numbers.sql";
        var reads = Function("outlier.rows_of_numbers()", "setof outlier.numbers", "select * from outlier.numbers", isQuery: true);
        Migrate((Numbers, "create or replace view outlier.numbers as select 1 as one, 2 as two;\n"), (Rows, reads));
        Migrate((Numbers, "create or replace view outlier.numbers as select 'two'::text as two;\n"), (Rows, reads));
        Assert.That(await _connection.ScalarAsync<string>("select two from outlier.rows_of_numbers()"), Is.EqualTo("two"));
    }

    [Test]
    public async Task A_file_that_is_gone_takes_its_function_its_triggers_and_its_view_with_it()
    {
        const string Watch = "functions/shared/outlier.tg_labels__watch.sql";
        var watch = """
            create or replace function outlier.tg_labels__watch() returns trigger
            language plpgsql set search_path = '' as 'begin return null; end';

            create or replace trigger _900_watch after insert on outlier.labels
              for each statement execute function outlier.tg_labels__watch();

            """;
        Migrate(
            (Watch, watch),
            (Numbers, Function("outlier.numbers()", "integer", "1")),
            (Doubled, "create or replace view outlier.doubled as select outlier.numbers() * 2 as twice;\n"));
        Assert.That(Migrate().Functions, Is.Empty);
        Assert.That(
            await _connection.ScalarAsync<bool>(
                """
                select to_regproc('outlier.tg_labels__watch') is null
                  and to_regproc('outlier.numbers') is null
                  and to_regclass('outlier.doubled') is null
                  and not exists (select from pg_trigger where tgname = '_900_watch')
                  and not exists (select from outlier.applied_scripts where name ~ '[.](tg_labels__watch|_900_watch|numbers|doubled)')
                """),
            Is.True);
    }

    [Test]
    public async Task A_file_that_moved_keeps_its_function()
    {
        Migrate((Numbers, Function("outlier.numbers()", "integer", "1")));
        Migrate(("functions/audience/outlier.numbers.sql", Function("outlier.numbers()", "integer", "1")));
        Assert.That(await _connection.ScalarAsync<int>("select outlier.numbers()"), Is.EqualTo(1));
        Assert.That(
            await _connection.ColumnAsync<string>("select name from outlier.applied_scripts where name like '%outlier.numbers.sql'"),
            Is.EqualTo((string[])["functions/audience/outlier.numbers.sql"]));
    }

    [Test]
    public async Task A_view_of_the_newsroom_is_not_dropped_and_is_named()
    {
        Migrate((Numbers, Function("outlier.numbers()", "integer", "1")));
        await _connection.ExecuteAsync("create view public.dashboard as select outlier.numbers() as value");
        Assert.That(
            () => Migrate(),
            Throws.TypeOf<MigrationException>().With.Message.Contains("view public.dashboard depends on function outlier.numbers()"));
        Assert.That(await _connection.ScalarAsync<int>("select value from public.dashboard"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_a_migration_took_away_comes_back_without_a_change_of_its_file()
    {
        var migration = (Next(), "drop view outlier.queue_status;\ndrop trigger _200_exclude_own on outlier.authors;\n");
        var result = Migrate(migration);
        Assert.That(
            result.Functions,
            Is.EqualTo((string[])["functions/views/outlier.queue_status.sql", "triggers/outlier.authors._200_exclude_own"]));
        Assert.That(Migrate(migration).Functions, Is.Empty);
    }

    [Test]
    public async Task A_view_may_be_built_on_a_function_whose_file_comes_later()
    {
        Migrate(
            ("functions/audience/outlier.doubled.sql",
                "create or replace view outlier.doubled as select outlier.numbers() * 2 as twice;\n"),
            (Numbers, Function("outlier.numbers()", "integer", "1")));
        Assert.That(await _connection.ScalarAsync<int>("select twice from outlier.doubled"), Is.EqualTo(2));
    }

    [Test]
    public void A_file_that_makes_something_else_than_its_name_says_is_refused() =>
        Assert.That(
            () => Migrate((Numbers, Function("outlier.letters()", "integer", "1"))),
            Throws.TypeOf<MigrationException>().With.Message.Contains("the file must have the name of the object"));

    [Test]
    public async Task An_index_is_built_while_others_write_and_an_unfinished_one_is_built_anew()
    {
        var alone = MigratorTests.Alone();
        await _connection.ExecuteAsync(MigratorTests.TwoOfOneName);
        Assert.That(
            () => Migrate((alone.Name, alone.Text)),
            Throws.TypeOf<MigrationException>().With.Message.Contains("could not create unique index \"labels_name\""));
        Assert.That(
            await _connection.ScalarAsync<bool>("select not indisvalid from pg_index where indexrelid = 'outlier.labels_name'::regclass"),
            Is.True);

        await _connection.ExecuteAsync("delete from outlier.labels");
        await _connection.ExecuteAsync("begin; insert into outlier.labels (id, name) values (gen_random_uuid(), 'Once')");
        // Two deployers run. The index build must not wait for the deployer that waits for its turn.
        var deployers = new[] { Task.Run(() => Migrate((alone.Name, alone.Text))), Task.Run(() => Migrate((alone.Name, alone.Text))) };
        await using var other = await _database.OpenAsync();
        await other.ExecuteAsync("insert into outlier.labels (id, name) values (gen_random_uuid(), 'Another')");
        await _connection.ExecuteAsync("commit");
        var results = await Task.WhenAll(deployers);
        Assert.That(results.SelectMany(result => result.Migrations), Is.EqualTo((string[])[alone.Name]), "once");
        Assert.That(await _connection.ScalarAsync<bool>(MigratorTests.IsValid), Is.True);
    }

    [TestCase("create index labels_name on outlier.labels (name);")]
    [TestCase("alter table outlier.labels add column shape text;")]
    [TestCase("create index concurrently labels_name on outlier.labels (name);")]
    public void Outside_a_transaction_nothing_is_run_that_holds_others_up_or_cannot_be_repeated(string statement) =>
        Assert.That(
            () => Migrate((Next(), $"-- Outside a transaction.\n{statement}\n")),
            Throws.TypeOf<MigrationException>().With.Message.Contains(statement.TrimEnd(';')));

    /// <summary>
    /// Delivers webhooks about texts from new people, one after the other, until a task has ended. Returns their
    /// number.
    /// </summary>
    private async Task<int> DeliverAsync(IEnumerable<string> bodies, Task until)
    {
        await using var webhooks = await _database.OpenAsync("outlier_executor");
        var delivered = 0;
        foreach (var body in bodies.TakeWhile(_ => !until.IsCompleted))
        {
            await webhooks.ExecuteAsync("select api.receive_user_action($1)", body);
            delivered++;
        }

        return delivered;
    }

    /// <summary>
    /// The longest time for which a session that writes to the authors waited, until a task has ended.
    /// </summary>
    private async Task<TimeSpan> LongestWaitAsync(Task until)
    {
        const string Wait =
            """
            select coalesce(max(clock_timestamp() - l.waitstart), interval '0')
            from pg_locks as l
            where not l.granted and l.relation = 'outlier.authors'::regclass and l.mode = 'RowExclusiveLock'
            """;
        var longest = TimeSpan.Zero;
        while (!until.IsCompleted)
        {
            var wait = await _connection.ScalarAsync<TimeSpan>(Wait);
            longest = wait > longest ? wait : longest;
            // The pause leaves processor time to the sessions that the test observes.
            await _connection.ExecuteAsync("select pg_sleep(0.01)");
        }

        return longest;
    }

    private static string Next() => $"migrations/{ScriptCatalog.Load().Version + 1:D4}_later.sql";

    private static string Body(string name) => Released.Single(file => file.Name == name).Text;

    private static string Function(string signature, string result, string body, bool isQuery = false) =>
        $"create or replace function {signature} returns {result} {InSql} $$ {(isQuery ? body : $"select {body}")} $$;\n";

    private MigrationResult Migrate(params (string Name, string Text)[] files) => Migrate(string.Empty, files);

    /// <summary>Migrates to the released version with some files replaced.</summary>
    private MigrationResult Migrate(string options, params (string Name, string Text)[] files)
    {
        var changed = files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        var catalog = ScriptCatalog.Of(
            [.. Released.Where(file => !changed.Contains(file.Name)), .. files.Select(file => SqlScriptFile.Create(file.Name, file.Text))]);
        var connectionString = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Options = options }.ConnectionString;
        return DatabaseMigrator.Run(new MigrationOptions(connectionString, WithoutCron: true), catalog);
    }

    /// <summary>Opens a session that has written to the authors and has not committed.</summary>
    private async Task<NpgsqlConnection> BusyAsync()
    {
        var busy = await _database.OpenAsync();
        await busy.ExecuteAsync("begin; insert into outlier.authors (phone_number) values ('+13135550198')");
        return busy;
    }
}
