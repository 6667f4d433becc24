using System.Globalization;
using Npgsql;
using Outlier.Executor.Import;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor.Import;

/// <summary>Checks <c>outlier import</c> with a source database that has every known kind of broken row.</summary>
public sealed class ImportTests
{
    private const int People = 2000;

    private TestDatabase _source = null!;

    [OneTimeSetUp]
    public async Task Fill_the_source()
    {
        _source = await NewSourceAsync(People);
        // The import needs only a role that can read.
        await Sql.ExecuteAsync(
            _source.ConnectionString,
            """
            do $$ begin create role import_reader; exception when duplicate_object then null; end $$;
            grant usage on schema public, pgmq to import_reader;
            grant select on all tables in schema public, pgmq to import_reader;
            """);
    }

    [OneTimeTearDown]
    public async Task Drop_the_source() => await _source.DisposeAsync();

    [Test]
    [Category("import-nothing-lost")]
    public async Task What_is_there_is_here_and_the_report_explains_the_rest()
    {
        await using var database = await NewTargetAsync();
        var tables = await RunAsync(database, _source.ConnectionStringFor("import_reader"));
        await using var there = await OpenAsync(_source);
        await using var here = await OpenAsync(database);
        Assert.Multiple(async () =>
        {
            Assert.That(tables.Where(table => table.Read != table.Here + table.LeftOut), Is.Empty);
            Assert.That(await here.ColumnAsync<string>("select r.source_table || ': ' || r.why from outlier.import_report as r where r.kind = 'mismatch'"), Is.Empty);
            Assert.That(
                await here.ColumnAsync<string>("select concat_ws(' ', s.kind, s.source_id, s.measure, s.amount_there, s.amount_left_out, s.amount_here) from outlier.import_sums as s order by s.kind, s.source_id, s.measure"),
                Is.EqualTo((string[])[
                    "broadcast 470 first_messages 1002 2 1000", "broadcast 470 replies 150 0 150", "broadcast 470 second_messages 334 0 334",
                    "broadcast 471 first_messages 300 0 300", "broadcast 472 first_messages 250 0 250", "broadcast 999 first_messages 1 1 0",
                    "broadcast 999 replies 1 1 0", "campaign 1 first_messages 600 0 600", "campaign 1 replies 85 0 85",
                    "campaign 2 first_messages 20 0 20", "campaign 3 first_messages 150 0 150",
                ]));
            // The import keeps the names of people, whatever the spelling of their number in the source.
            Assert.That(
                await here.ColumnAsync<string>("select a.name from outlier.authors as a where a.unsubscribed and a.name is not null order by a.name"),
                Is.EqualTo(await there.ColumnAsync<string>(
                    """
                    select a.name from public.authors as a
                    where a.name is not null and (a.unsubscribed or a.name = 'With the 1' or a.phone_number in (
                      select '+1' || second.phone_number from public.authors as second where second.unsubscribed and second.name is null))
                    order by a.name
                    """)));
            Assert.That(
                await here.ColumnAsync<string>("select a.name from outlier.authors as a where a.exclude and a.name is not null order by a.name"),
                Is.EqualTo(await there.ColumnAsync<string>("select a.name from public.authors as a where a.exclude is not false and a.name is not null order by a.name")));
            Assert.That(
                await here.ColumnAsync<string>("select a.name || a.created_at from outlier.authors as a where a.name like 'Person %' order by a.phone_number"),
                Is.EqualTo(await there.ColumnAsync<string>("select a.name || a.created_at from public.authors as a where a.name like 'Person %' order by substr(a.name, 8)::integer")));
            // Compares each batch's own counts and its messages.
            Assert.That(
                await here.ColumnAsync<string>("select s.batch_id || coalesce(s.twilio_sent_status, '') || ' ' || count(*) from outlier.message_statuses as s group by s.batch_id, s.twilio_sent_status order by 1"),
                Is.EqualTo(await there.ColumnAsync<string>(
                    """
                    select coalesce(s.broadcast_id, s.campaign_id) || case when s.twilio_id is null and s.twilio_sent_status = 'delivered' then '' else s.twilio_sent_status::text end
                      || ' ' || count(*)
                    from public.message_statuses as s where s.id <= (select max(s.id) - 3 from public.message_statuses as s)
                    group by coalesce(s.broadcast_id, s.campaign_id), case when s.twilio_id is null and s.twilio_sent_status = 'delivered' then '' else s.twilio_sent_status::text end
                    order by 1
                    """)));
            Assert.That(
                await here.ColumnAsync<string>("select b.id || b.kind || ' ' || b.state from outlier.batches as b order by b.id"),
                Is.EqualTo((string[])[
                    "1campaign done", "2campaign done", "3campaign paused", "4campaign missed", "470broadcast done", "471broadcast done",
                    "472broadcast paused", "1474campaign missed",
                ]));
        });
    }

    [Test]
    [Category("import-nothing-lost")]
    public async Task Nothing_is_queued_asked_posted_or_told()
    {
        await using var database = await NewTargetAsync();
        await RunAsync(database);
        await using var here = await OpenAsync(database);
        Assert.Multiple(async () =>
        {
            foreach (var table in (string[])["queued_messages", "requests", "message_reads", "direct_texts", "posts", "unhandled_failures", "invoke_history", "incidents", "links"])
            {
                Assert.That(await here.ScalarAsync<long>($"select count(*) from outlier.{table}"), Is.Zero, table);
            }

            Assert.That(await here.ScalarAsync<long>("select count(*) from outlier.held_imports where kind <> 'broadcast'"), Is.EqualTo(550));
            // Runs the scheduled jobs at times in the next two years and on the day of the campaigns.
            await here.ExecuteAsync("set role outlier_owner");
            foreach (var at in (string[])["2026-01-12 14:00+00", "2026-01-14 12:30+00", "2027-02-09 15:00+00", "2027-02-10 15:00+00"])
            {
                await here.ExecuteAsync($"select outlier.check_and_trigger_broadcast('{at}'), outlier.check_and_run_campaigns('{at}'), outlier.handle_failed_deliveries('{at}'), outlier.archive_double_failures('{at}')");
            }

            Assert.That(await here.ScalarAsync<long>("select count(*) from outlier.queued_messages"), Is.Zero);
            Assert.That(await here.ScalarAsync<long>("select count(*) from outlier.requests"), Is.Zero);
        });
    }

    [Test]
    public async Task Statistics_are_what_a_recount_gives()
    {
        await using var database = await NewTargetAsync();
        await RunAsync(database);
        await using var here = await OpenAsync(database);
        const string Stats = "select s::text from outlier.batch_stats as s order by s.id";
        var kept = await here.ColumnAsync<string>(Stats);
        await here.ExecuteAsync("select outlier.recount()");
        Assert.Multiple(async () =>
        {
            Assert.That(kept, Is.EqualTo(await here.ColumnAsync<string>(Stats)));
            Assert.That(await here.ScalarAsync<string>("select concat_ws(' ', s.people, s.first_sent, s.second_sent, s.replies, s.opt_outs) from outlier.batch_stats as s where s.id = 470"), Is.EqualTo("1000 1000 334 150 50"));
            Assert.That(await here.ScalarAsync<string>("select concat_ws(' ', s.people, s.first_sent, s.unknown) from outlier.batch_stats as s where s.id = 471"), Is.EqualTo("300 300 234"));
            Assert.That(
                await here.ScalarAsync<long>("select count(*) from outlier.authors as a where a.last_texted_at is distinct from (select max(s.created_at) from outlier.message_statuses as s where s.recipient_phone_number = a.phone_number)"),
                Is.Zero);
        });
    }

    [Test]
    public async Task A_second_run_changes_nothing()
    {
        await using var database = await NewTargetAsync();
        await RunAsync(database);
        var first = await FingerprintAsync(database, withIds: true);
        await RunAsync(database);
        Assert.That(await FingerprintAsync(database, withIds: true), Is.EqualTo(first));
    }

    [Test]
    public async Task One_that_is_stopped_goes_on_with_the_next_run_to_the_same_result([Values(1, 3, 5, 8, 9, 10, 11, 12, 13, 15)] int steps)
    {
        await using var whole = await NewTargetAsync();
        await RunAsync(whole);
        await using var broken = await NewTargetAsync();
        using var stop = new CancellationTokenSource();
        var done = 0;
        Assert.That(
            async () => await RunAsync(broken, onStep: () => stop.CancelAfter(++done == steps ? TimeSpan.Zero : Timeout.InfiniteTimeSpan), token: stop.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(done, Is.InRange(steps, steps + 1));
        await RunAsync(broken);
        Assert.That(await FingerprintAsync(broken, withIds: false), Is.EqualTo(await FingerprintAsync(whole, withIds: false)));
    }

    [Test]
    public async Task A_process_that_is_killed_goes_on_with_the_next_run_to_the_same_result()
    {
        await using var whole = await NewTargetAsync();
        await RunAsync(whole);
        await using var broken = await NewTargetAsync();
        using var running = OutlierProcess.Start(
            ["import", "--from", _source.ConnectionString, "--report", Path.Combine(Path.GetTempPath(), $"{broken.Name}.csv")],
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = broken.ConnectionString });
        await using (var here = await OpenAsync(broken))
        {
            // Interrupts the import after the people, while it copies one of the later tables.
            using var limit = new CancellationTokenSource(Newsroom.Limit);
            while (!await here.ScalarAsync<bool>("select exists (select from outlier.import_tables as t where t.source_table = 'authors')"))
            {
                limit.Token.ThrowIfCancellationRequested();
            }

            running.Kill();
            Assert.That(await here.ScalarAsync<bool>("select exists (select from outlier.import_tables as t where t.source_table = 'lookup_template')"), Is.False, "it was killed on its way");
        }

        await RunAsync(broken);
        Assert.That(await FingerprintAsync(broken, withIds: false), Is.EqualTo(await FingerprintAsync(whole, withIds: false)));
    }

    [Test]
    public async Task A_dry_run_changes_nothing_and_writes_the_report()
    {
        await using var database = await NewTargetAsync();
        var before = await FingerprintAsync(database, withIds: true);
        var report = Path.GetTempFileName();
        var (exitCode, output, error) = await OutlierProcess.RunAsync(
            ["import", "--from", _source.ConnectionString, "--dry-run", "--report", report],
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = database.ConnectionString });
        var lines = await File.ReadAllLinesAsync(report);
        File.Delete(report);
        Assert.Multiple(async () =>
        {
            Assert.That(exitCode, Is.Zero, error);
            Assert.That(output, Does.Contain("authors: ").And.Contain("left out").And.Contain("rolled back"));
            Assert.That(lines[0], Is.EqualTo("source_table,source_key,phone_number,kind,amount,why"));
            Assert.That(lines, Has.Some.StartsWith("authors,TEST-001,,unreadable_number,1,"));
            Assert.That(await FingerprintAsync(database, withIds: true), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task What_happens_there_between_two_imports_comes_with_the_second()
    {
        await using var source = await NewSourceAsync(600);
        await using var database = await NewTargetAsync();
        await RunAsync(database, source.ConnectionString);
        await Sql.ExecuteAsync(source.ConnectionString, await SqlFileAsync("later.sql"));
        // In the meantime a person opts in here, although the first import brought an opt-out.
        await using var here = await OpenAsync(database);
        await here.ExecuteAsync("set role outlier_owner");
        var back = await here.ScalarAsync<string>("select a.phone_number from outlier.authors as a where a.name = 'Person 23'");
        await here.ExecuteAsync("select outlier.set_consent($1, 'opt_in', 'message')", back!);
        await RunAsync(database, source.ConnectionString);
        Assert.Multiple(async () =>
        {
            Assert.That(await here.ColumnAsync<string>("select r.why from outlier.import_report as r where r.kind = 'mismatch'"), Is.Empty);
            Assert.That(
                await here.ColumnAsync<string>("select a.name from outlier.authors as a where a.unsubscribed and a.name in ('Person 23', 'Person 43', 'Person 1', 'Newcomer') order by a.name"),
                Is.EqualTo((string[])["Newcomer", "Person 1", "Person 43"]), "an opt-out stays where only the other side took it back, and a newer word counts");
            Assert.That(
                await here.ScalarAsync<string>("select e.source || ': ' || e.words from outlier.consent_events as e inner join outlier.authors as a using (phone_number) where a.name = 'Person 1'"),
                Is.EqualTo("import: STOP"));
            Assert.That(
                await here.ColumnAsync<string>("select b.id || ' ' || b.state from outlier.batches as b where b.id in (3, 4, 472, 473) order by b.id"),
                Is.EqualTo((string[])["3 paused", "4 done", "472 done", "473 done"]));
            Assert.That(
                await here.ColumnAsync<string>("select h.kind || ' ' || count(*) from outlier.held_imports as h group by h.kind order by 1"),
                Is.EqualTo((string[])["broadcast 1", "first_message 150"]));
            Assert.That(await here.ScalarAsync<long>("select count(*) from outlier.queued_messages"), Is.Zero);
            Assert.That(await here.ScalarAsync<long>("select count(*) from outlier.message_statuses as s where s.batch_id = 472"), Is.EqualTo(500));
            Assert.That(await here.ScalarAsync<string>("select s.twilio_sent_status from outlier.message_statuses as s inner join outlier.authors as a on a.phone_number = s.recipient_phone_number where s.batch_id = 471 and a.name = 'Person 4'"), Is.EqualTo("delivered"));
            Assert.That(await here.ScalarAsync<bool>("select c.closed from outlier.conversations as c where c.subject = 'Conversation 1'"), Is.True);
        });
    }

    [Test]
    public async Task A_change_of_a_conversation_without_a_time_is_imported_once()
    {
        await using var source = await NewSourceAsync(40);
        await Sql.ExecuteAsync(source.ConnectionString, "update conversation_history set created_at = null where id = 1");
        await using var database = await NewTargetAsync();
        await RunAsync(database, source.ConnectionString);
        await RunAsync(database, source.ConnectionString);
        await using var here = await OpenAsync(database);
        Assert.Multiple(async () =>
        {
            Assert.That(await here.ColumnAsync<string>("select r.why from outlier.import_report as r where r.kind = 'mismatch'"), Is.Empty);
            Assert.That(await here.ScalarAsync<long>("select count(*) from outlier.conversation_history"), Is.EqualTo(20));
        });
    }

    [Test]
    public async Task Queries_of_segments_run_here_and_one_that_cannot_is_reported()
    {
        await using var database = await NewTargetAsync();
        await RunAsync(database);
        await using var here = await OpenAsync(database);
        await here.ExecuteAsync("set role outlier_owner");
        Assert.Multiple(async () =>
        {
            Assert.That(await here.ColumnAsync<string>("select s.name from outlier.audience_segments as s order by s.id"), Is.EqualTo((string[])["Inactive", "Answered", "Broken", "Segment 4"]));
            Assert.That(await here.ScalarAsync<string>("select s.query from outlier.audience_segments as s where s.name = 'Answered'"), Is.EqualTo("select t.from_phone_number as phone_number from twilio_messages t where t.is_reply"));
            Assert.That(await here.ScalarAsync<string>("select s.description from outlier.audience_segments as s where s.name = 'Broken'"), Does.Contain("select phone_number from public.people"));
            Assert.That(await here.ColumnAsync<string>("select r.kind || ' ' || r.source_key from outlier.import_report as r where r.source_table = 'audience_segments' order by r.id"), Is.EqualTo((string[])["rewritten 1", "rewritten 2", "not_taken 3"]));
        });
    }

    [Test]
    public async Task What_is_missing_is_said_in_a_line()
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var nothing = await TestDatabase.CreateEmptyAsync();
        await Sql.ExecuteAsync(nothing.ConnectionString, "do $$ begin create role import_stranger login; exception when duplicate_object then null; end $$");
        var withoutNumber = await RunProcessAsync(database, _source.ConnectionString);
        await Sql.ExecuteAsync(database.ConnectionString, "update outlier.settings set sending_phone_number = '+13135550100'");
        var strange = await RunProcessAsync(database, nothing.ConnectionString);
        var refused = await RunProcessAsync(database, _source.ConnectionStringFor("import_stranger"));
        Assert.Multiple(() =>
        {
            Assert.That(withoutNumber.Error, Does.StartWith("outlier import: settings.sending_phone_number is not set").And.Contain("update outlier.settings"));
            Assert.That(strange.Error, Does.StartWith("outlier import: The source has no table public.authors"));
            Assert.That(refused.Error, Does.StartWith("outlier import: The role of --from may not read ").And.Contain("public.authors").And.Contain("pgmq.q_broadcast_first_messages"));
            Assert.That((int[])[withoutNumber.ExitCode, strange.ExitCode, refused.ExitCode], Is.All.EqualTo(1));
        });
    }

    internal static async Task<TestDatabase> NewSourceAsync(int people)
    {
        var source = await TestDatabase.CreateEmptyAsync();
        await Sql.ExecuteAsync(source.ConnectionString, await SqlFileAsync("source.sql"));
        await Sql.ExecuteAsync(
            source.ConnectionString, (await SqlFileAsync("people.sql")).Replace("$people", people.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return source;
    }

    private static Task<string> SqlFileAsync(string name) => File.ReadAllTextAsync(Repository.PathTo("tests", "Outlier.Tests.Executor", "Import", name));

    internal static async Task<TestDatabase> NewTargetAsync()
    {
        var database = await TestDatabase.CloneAsync();
        await Sql.ExecuteAsync(database.ConnectionString, "update outlier.settings set sending_phone_number = '+13135550100'");
        return database;
    }

    internal static async Task<NpgsqlConnection> OpenAsync(TestDatabase database)
    {
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static Task<(int ExitCode, string Output, string Error)> RunProcessAsync(TestDatabase database, string from) =>
        OutlierProcess.RunAsync(
            ["import", "--from", from, "--report", Path.Combine(Path.GetTempPath(), $"{database.Name}.csv")],
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = database.ConnectionString });

    /// <summary>All rows of all tables, as one hash per table.</summary>
    /// <param name="database">The database to read.</param>
    /// <param name="withIds">
    /// Whether to include values that differ between two databases with the same contents: generated ids and times.
    /// </param>
    private static async Task<IReadOnlyList<string>> FingerprintAsync(TestDatabase database, bool withIds)
    {
        await using var connection = await OpenAsync(database);
        var tables = await connection.ColumnAsync<string>(
            """
            select c.relname::text from pg_class as c
            where c.relnamespace = 'outlier'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all ($1::text[])
            order by 1
            """,
            (object)(withIds ? (string[])["scheduler"] : ["scheduler", "settings", "schema_versions", "applied_scripts", "area_codes", "tallies", "heartbeat"]));
        var hashes = new List<string>();
        foreach (var table in tables)
        {
            var left = withIds
                ? table switch { "import_report" => "'id', 'reported_at'", "import_tables" or "held_imports" => "'imported_at'", _ => "'none'" }
                : (table is "batches" or "audience_segments" or "import_ids" ? string.Empty : "'id', ")
                    + "'imported_at', 'reported_at', 'occurred_at', 'updated_at', 'message_status_id', 'effective_from', 'scheduled_after', 'first_seen_at', 'at'";
            hashes.Add(table + " " + await connection.ScalarAsync<string>(
                $"select count(*) || ' ' || coalesce(md5(string_agg(r.row, '' order by r.row)), '') from (select (to_jsonb(t) - array[{left}])::text as row from outlier.{table} as t) as r"));
        }

        return hashes;
    }

    private async Task<List<ImportedTable>> RunAsync(TestDatabase database, string? from = null, Action? onStep = null, CancellationToken token = default)
    {
        var all = new List<ImportedTable>();
        await using var report = new StringWriter();
        await new Importer(database.ConnectionString, from ?? _source.ConnectionString, dryRun: false).RunAsync(
            report,
            (_, _, tables) =>
            {
                all.AddRange(tables);
                onStep?.Invoke();
            },
            token);
        return all;
    }
}
