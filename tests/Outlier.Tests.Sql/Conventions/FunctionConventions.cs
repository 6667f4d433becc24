using System.Text.RegularExpressions;
using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Conventions;

/// <summary>Checks the conventions for functions, read from the catalog.</summary>
[TestFixture]
public sealed partial class FunctionConventions
{
    private const string Functions = "pg_proc as p inner join pg_namespace as n on n.oid = p.pronamespace where n.nspname in ('outlier', 'api')";

    // A function that runs with its owner's rights is an entry point. Each one outside api needs a reason here.
    private static readonly Dictionary<string, string> DefinersOutsideApi = new(StringComparer.Ordinal)
    {
        ["outlier.add_send_job"] = "jobs belong to whoever schedules them, and these are always the owner's",
        ["outlier.remove_send_job"] = "only the owner sees the owner's jobs",
        ["outlier.schedule_jobs"] = "jobs belong to whoever schedules them, and these are always the owner's",
        ["outlier.read_jobs"] = "only the owner sees the owner's jobs",
        ["outlier.keep_job_runs"] = "only the owner sees the owner's jobs",
        ["outlier.scheduler_silent_since"] = "only the owner sees the owner's jobs",
        ["outlier.read_segment"] = "an administrator's SQL runs as outlier_segments, which may read the audience and nothing else",
        ["outlier.resolve_segment"] = "an administrator's SQL is read as outlier_segments too",
        ["outlier.explain_segment"] = "and planned",
        ["outlier.run_segment"] = "and planned again for its cursor",
        ["outlier.tg__audit"] = "whoever may change an object writes that they did, and has no right on the log",
        ["outlier.tg_audience_segments__leave"] = "whoever may delete a segment may have it taken out of what was sent",
        ["outlier.tg_audience_segments__try"] = "whoever may write the table may have the query tried",
    };

    private TestDatabase _database = null!;
    private NpgsqlConnection _connection = null!;

    [OneTimeSetUp]
    public async Task Connect()
    {
        _database = await TestDatabase.CloneAsync();
        _connection = await _database.OpenAsync(TestDatabase.Superuser);
    }

    [OneTimeTearDown]
    public async Task Disconnect()
    {
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task Every_function_has_a_file_of_its_name_and_every_file_its_object()
    {
        var objects = await _connection.ColumnAsync<string>(
            $"""
             select n.nspname || '.' || p.proname from {Functions}
             union
             select n.nspname || '.' || c.relname from pg_class as c inner join pg_namespace as n on n.oid = c.relnamespace
             where n.nspname in ('outlier', 'api') and c.relkind in ('v', 'm')
               -- Functions use these two views of outlier.batches, so the migration that creates the table creates the views too.
               and c.relname not in ('broadcasts', 'campaigns')
             """);
        var files = FunctionFiles().Select(file => Path.GetFileNameWithoutExtension(file)!);
        Assert.That(files, Is.EquivalentTo(objects));
    }

    [Test]
    public void A_file_makes_one_object_the_one_that_it_is_named_for()
    {
        var wrong = FunctionFiles()
            .Where(file => Created().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value).ToList() is not [var name]
                || name != Path.GetFileNameWithoutExtension(file))
            .Select(Path.GetFileName);
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public async Task No_function_is_overloaded() =>
        Assert.That(await Names($"select n.nspname || '.' || p.proname from {Functions} group by 1 having count(*) > 1"), Is.Empty);

    [Test]
    public async Task Every_function_is_commented() =>
        Assert.That(await Names($"select p.oid::regprocedure::text from {Functions} and obj_description(p.oid, 'pg_proc') is null"), Is.Empty);

    // Some of the excepted functions run some hundred times for each webhook, and a pinned search path made that a
    // third slower. Others run for each recorded message, and the planner can inline them only without one. Each reads
    // only its argument.
    [Test]
    public async Task Every_function_pins_its_search_path_but_those_that_read_a_value() =>
        Assert.That(
            await Names(
                $"""
                 select n.nspname || '.' || p.proname from {Functions}
                 and p.prokind = 'f'
                 and not exists (select from unnest(p.proconfig) as setting where setting like 'search\_path=%')
                 """),
            Is.EquivalentTo((string[])
            [
                "outlier.classify_delivery", "outlier.field_phone_number", "outlier.find_number_problem", "outlier.is_in_no_country", "outlier.is_uuid",
                "outlier.json_array", "outlier.json_id", "outlier.json_integer",
                "outlier.json_text", "outlier.json_time", "outlier.judge_answer", "outlier.known_phone_number", "outlier.message_measure", "outlier.normalize_phone_number",
                "outlier.find_message_person", "outlier.read_phone_number",
            ]));

    // A procedure that commits cannot pin its settings. So it qualifies all names, and runs with the rights of its
    // caller.
    [Test]
    public async Task Procedures_are_those_that_commit_and_are_called_by_jobs() =>
        Assert.That(
            await Names($"select n.nspname || '.' || p.proname from {Functions} and p.prokind = 'p' and not p.prosecdef and p.prosrc like '%commit;%'"),
            Is.EquivalentTo(await Names("select substring(w.command from '^call (.*)[(][)]$') from outlier.wanted_jobs as w where w.command like 'call %'")));

    [Test]
    public async Task Those_that_read_a_value_are_immutable_and_run_with_the_rights_of_whoever_calls() =>
        Assert.That(
            await Names(
                $"""
                 select n.nspname || '.' || p.proname from {Functions}
                 and p.prokind = 'f'
                 and p.prokind = 'f'
                 and not exists (select from unnest(p.proconfig) as setting where setting like 'search\_path=%')
                 and (p.provolatile <> 'i' or p.prosecdef)
                 """),
            Is.Empty);

    [Test]
    public async Task Only_segment_queries_see_names_without_their_schema() =>
        Assert.That(
            await Names($"select n.nspname || '.' || p.proname from {Functions} and p.proconfig::text like '%search_path=%' and not 'search_path=\"\"' = any (p.proconfig)"),
            Is.EquivalentTo((string[])["outlier.read_segment", "outlier.resolve_segment", "outlier.explain_segment", "outlier.run_segment"]));

    [Test]
    public async Task Every_parameter_is_prefixed_but_that_which_scripts_name() =>
        Assert.That(
            await Names(
                $"""
                 select distinct n.nspname || '.' || p.proname
                 from {Functions}
                 and exists (
                   select from unnest(p.proargnames[1:p.pronargs]) as parameter
                   where parameter not like 'p\_%'
                 )
                 """),
            Is.SubsetOf((string[])["outlier.queue_broadcast_messages", "outlier.queue_campaign_messages", "outlier.get_campaign_recipient_count", "outlier.reconcile", "outlier.pause_batch", "outlier.resume_batch", "outlier.cancel_batch", "outlier.approve_batch", "outlier.why_not", "outlier.adopt_database"]));

    [Test]
    public async Task Nothing_is_callable_by_everybody() =>
        Assert.That(
            await Names($"select p.oid::regprocedure::text from {Functions} and has_function_privilege('public', p.oid, 'execute')"),
            Is.Empty);

    [Test]
    public async Task Only_api_and_what_is_listed_here_runs_with_the_rights_of_its_owner() =>
        Assert.That(
            await Names($"select n.nspname || '.' || p.proname from {Functions} and p.prosecdef and n.nspname <> 'api'"),
            Is.EquivalentTo(DefinersOutsideApi.Keys));

    [Test]
    public async Task Every_api_function_runs_with_the_rights_of_its_owner_and_is_granted_to_the_executor_alone()
    {
        Assert.Multiple(async () =>
        {
            Assert.That(await Names($"select p.proname::text from {Functions} and n.nspname = 'api' and not p.prosecdef"), Is.Empty);
            Assert.That(
                await Names($"select p.proname::text from {Functions} and n.nspname = 'api' and not has_function_privilege('outlier_executor', p.oid, 'execute')"),
                Is.EqualTo((string[])["create_token"]), "tokens are made by an administrator");
            Assert.That(
                await Names(
                    $"""
                     select p.proname::text || ': ' || r.rolname
                     from {Functions.Replace("where", "cross join pg_roles as r where", StringComparison.Ordinal)}
                     and n.nspname = 'api' and not r.rolsuper and r.rolname not like 'pg\_%' and r.rolname not in ('outlier_owner', 'outlier_executor')
                     and has_function_privilege(r.oid, p.oid, 'execute')
                     """),
                Is.Empty);
        });
    }

    [Test]
    public async Task The_executor_can_call_api_and_touch_nothing_else()
    {
        Assert.Multiple(async () =>
        {
            Assert.That(
                await Names($"select p.oid::regprocedure::text from {Functions} and n.nspname = 'outlier' and has_function_privilege('outlier_executor', p.oid, 'execute')"),
                Is.Empty);
            Assert.That(
                await Names(
                    """
                    select c.oid::regclass::text from pg_class as c inner join pg_namespace as n on n.oid = c.relnamespace
                    where n.nspname in ('outlier', 'api') and c.relkind in ('r', 'p', 'v', 'm')
                      and has_table_privilege('outlier_executor', c.oid, 'select, insert, update, delete, truncate, references, trigger')
                    """),
                Is.Empty);
            Assert.That(
                await Names(
                    """
                    select c.oid::regclass::text from pg_class as c inner join pg_namespace as n on n.oid = c.relnamespace
                    where n.nspname = 'outlier' and case when c.relkind = 'S' then has_sequence_privilege('outlier_executor', c.oid, 'usage, select, update') end
                    """),
                Is.Empty);
        });
    }

    [Test]
    public async Task Segment_queries_can_read_the_audience_and_write_nothing()
    {
        Assert.Multiple(async () =>
        {
            Assert.That(
                await Names(
                    """
                    select c.oid::regclass::text from pg_class as c inner join pg_namespace as n on n.oid = c.relnamespace
                    where n.nspname in ('outlier', 'api') and c.relkind in ('r', 'p', 'v', 'm')
                      and has_table_privilege('outlier_segments', c.oid, 'insert, update, delete, truncate, references, trigger')
                    """),
                Is.Empty);
            Assert.That(
                await Names(
                    """
                    select c.relname::text from pg_class as c inner join pg_namespace as n on n.oid = c.relnamespace
                    where n.nspname = 'outlier' and c.relkind in ('r', 'p', 'v', 'm') and has_table_privilege('outlier_segments', c.oid, 'select')
                    """),
                Is.EquivalentTo((string[])[
                    "authors", "broadcasts", "campaigns", "conversations", "conversations_assignees", "conversations_authors",
                    "conversations_labels", "conversations_users", "labels", "message_statuses", "recipients", "teams", "twilio_messages",
                    "unsubscribed_messages"]));
            Assert.That(
                await Names($"select p.proname::text from {Functions} and has_function_privilege('outlier_segments', p.oid, 'execute') and p.proowner <> 'outlier_segments'::regrole"),
                Is.Empty);
        });
    }

    [Test]
    public async Task Reports_can_read_and_write_nothing() =>
        Assert.That(
            await Names(
                """
                select c.oid::regclass::text from pg_class as c inner join pg_namespace as n on n.oid = c.relnamespace
                where n.nspname in ('outlier', 'api') and c.relkind in ('r', 'p', 'v', 'm')
                  and (has_table_privilege('outlier_reader', c.oid, 'insert, update, delete, truncate, references, trigger')
                    or not has_table_privilege('outlier_reader', c.oid, 'select')
                      and c.relname not in ('applied_scripts', 'schema_versions', 'settings', 'invoke_history', 'errors', 'requests', 'erased_people', 'api_tokens'))
                union all
                -- In these tables, every column except those that are named here.
                select c.oid::regclass::text || '.' || a.attname
                from pg_class as c
                inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                where c.relnamespace = 'outlier'::regnamespace and c.relname in ('settings', 'invoke_history', 'errors', 'requests', 'erased_people', 'api_tokens')
                  and has_column_privilege('outlier_reader', c.oid, a.attnum, 'select')
                    = (c.relname in ('erased_people', 'api_tokens')
                      or (c.relname, a.attname) in (('settings', 'erasure_salt'), ('invoke_history', 'body'), ('invoke_history', 'mentions'), ('errors', 'body'), ('requests', 'payload')))
                """),
            Is.Empty);

    [Test]
    public async Task Every_trigger_function_is_named_for_its_table_and_task() =>
        Assert.That(
            await Names($"select p.proname::text from {Functions} and p.prorettype = 'trigger'::regtype and p.proname !~ '^(tg_[a-z_]+?__[a-z_]+|tg__[a-z_]+|process_campaign_personalized_recipient_batch)$'"),
            Is.Empty);

    [Test]
    public async Task No_function_decides_by_the_clock_without_a_parameter_for_it()
    {
        // These functions use now() only to record when a row was changed. Where a time decides, now() is the default
        // of p_now.
        string[] stamps = ["tg_audience_segments__try", "tg_authors__record_consent", "tg_sending_numbers__exclude", "tg_settings__change_time_zone", "tg_settings__keep_sending_number", "tg_broadcast_settings__renew", "tg_batches__guard", "tg_batches__count_slots", "process_campaign_personalized_recipient_batch", "stop_all_sending", "resume_all_sending"];
        Assert.That(
            await Names($"select p.proname::text from {Functions} and p.prokind = 'f' and p.prosrc ~ '\\m(now|clock_timestamp|transaction_timestamp|statement_timestamp)\\(|current_timestamp|current_date'"),
            Is.SubsetOf(stamps));
    }

    [Test]
    public async Task The_names_that_scripts_and_jobs_use_are_there()
    {
        string[] fixedNames =
        [
            "check_and_trigger_broadcast()", "make_broadcast()", "queue_broadcast_messages(broadcast_id => 1)", "reconcile(since => now())",
        ];
        foreach (var call in fixedNames)
        {
            Assert.That(
                async () => await _connection.ExecuteAsync($"prepare fixed as select outlier.{call}; deallocate fixed"),
                Throws.Nothing,
                call);
        }
    }

    private static IEnumerable<string> FunctionFiles() =>
        Directory.EnumerateFiles(Repository.PathTo("sql", "functions"), "*.sql", SearchOption.AllDirectories);

    private Task<IReadOnlyList<string>> Names(string sql) => _connection.ColumnAsync<string>(sql);

    [GeneratedRegex(@"^create (?:or replace )?(?:function|procedure|view|materialized view) (?<name>[a-z_.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Created();
}
