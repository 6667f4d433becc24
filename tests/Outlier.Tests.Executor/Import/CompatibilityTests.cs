using Npgsql;
using Outlier.Executor.Import;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor.Import;

/// <summary>
/// Checks that the queries of dashboards and of the lookup service give the same result on the source and on the views
/// of
/// <c>sql/compat/public.sql</c>.
/// </summary>
public sealed class CompatibilityTests
{
    /// <summary>
    /// A query for each table. It compares whole rows, as far as both are the same by design: numbers in one spelling,
    /// no rows without a person or batch, and no ids of rows that only join others.
    /// </summary>
    private static readonly (string Table, string Query)[] Queries =
    [
        ("authors", "select a.name, a.zipcode, a.email, a.added_via_file_upload, a.created_at from authors as a where a.name like 'Person %' order by a.name"),
        ("authors", "select count(*) from public.authors where name like 'Person %9' and unsubscribed"),
        ("organizations", "select o.id, o.name, o.created_at from public.organizations as o order by o.id"),
        ("teams", "select t.id, t.name, t.organization_id from public.teams as t order by t.id"),
        ("users", "select u.id, u.name, u.email, coalesce(u.avatar_url, '') from public.users as u order by u.id"),
        ("user_history", "select h.user_id, h.name, h.email, h.created_at from public.user_history as h join public.users as u on u.id = h.user_id order by h.user_id, h.created_at"),
        ("rules", "select r.id, r.description, r.type from public.rules as r order by r.id"),
        ("labels", "select l.id, l.name, l.name_with_parent_names, l.color, l.parent, l.share_with_organization, l.visibility from public.labels as l order by l.id"),
        ("conversations", "select c.id, c.subject, c.messages_count, c.tasks_count, c.web_url, c.app_url, coalesce(c.closed, false), c.organization_id, c.team_id, c.created_at from public.conversations as c order by c.id"),
        ("conversations_authors", "select ca.conversation_id, a.name from conversations_authors as ca join authors as a on a.phone_number = ca.author_phone_number join conversations as c on c.id = ca.conversation_id where a.name like 'Person %' order by 1, 2"),
        ("conversations_labels", "select l.name, count(*) from public.conversations_labels as cl join public.labels as l on l.id = cl.label_id join public.conversations as c on c.id = cl.conversation_id where l.name <> 'Label 2' group by l.name order by 1"),
        ("conversations_users", "select cu.conversation_id, cu.user_id, cu.unassigned, cu.closed, cu.archived, cu.trashed, cu.junked, cu.assigned, cu.flagged, cu.snoozed from conversations_users as cu order by 1, 2"),
        ("conversations_assignees", "select ca.conversation_id, u.name, ca.assigned, ca.flagged, ca.snoozed, ca.created_at from conversations_assignees as ca join users as u on u.id = ca.user_id order by 1, 2"),
        ("conversation_history", "select h.conversation_id, h.change_type, h.team_id, h.created_at from conversation_history as h order by 1, 2"),
        ("conversations_assignees_history", "select h.conversation_id, h.change_type, ah.assigned, ah.snoozed, ah.created_at from conversations_assignees_history as ah join conversation_history as h on h.id = ah.conversation_history_id order by 1, 2, 4"),
        ("comments", "select c.id, c.body, c.user_id, c.is_task, c.conversation_id, c.created_at from public.comments as c where c.conversation_id is not null order by c.id"),
        ("comments_mentions", "select m.comment_id, u.name from comments_mentions as m join users as u on u.id = m.user_id order by 1, 2"),
        ("tasks_assignees", "select t.comment_id, t.user_id from tasks_assignees as t order by 1, 2"),
        ("twilio_messages", "select m.id, m.preview, m.type, m.delivered_at, m.\"references\", m.external_id, m.is_reply, m.reply_to_campaign, m.created_at from public.twilio_messages as m order by m.id"),
        ("twilio_messages", "select count(distinct a.name) from twilio_messages as m join authors as a on a.phone_number = m.from_field where m.is_reply = false and m.to_field = '+13135550100'"),
        ("unsubscribed_messages", "select count(distinct a.name) from public.unsubscribed_messages as um join public.message_statuses as ms on um.reply_to = ms.id join public.authors as a on a.phone_number = ms.recipient_phone_number where a.name is not null"),
        ("audience_segments", "select count(*) from public.audience_segments"),
        ("broadcasts", "select b.id, b.first_message, b.second_message, b.run_at, b.created_at from broadcasts as b where not b.editable order by b.id"),
        ("broadcasts_segments", "select bs.broadcast_id, bs.segment_id, bs.ratio::float8, bs.first_message, bs.second_message from broadcasts_segments as bs where bs.broadcast_id = 470 order by 1, 2"),
        ("broadcast_settings", "select s.mon, s.tue, s.wed, s.active from broadcast_settings as s where s.active"),
        ("campaigns", "select c.title, c.second_message, c.segments is null, c.run_at, c.created_at from campaigns as c where c.processed and c.title in ('Sent', 'Half') order by c.title"),
        ("campaign_file_recipients", "select count(*) from campaign_file_recipients as f join campaigns as c on c.id = f.campaign_id where c.title = 'File' and f.phone_number = (select a.phone_number from authors as a where a.name = 'Person 3')"),
        ("campaign_personalized_recipients", "select count(*) from campaign_personalized_recipients"),
        ("message_statuses", "select s.missive_id, s.missive_conversation_id, s.broadcast_id, s.is_second, s.message, s.twilio_id, s.twilio_sent_at, s.closed, s.created_at, s.twilio_sent_status in ('undelivered', 'failed') from message_statuses as s where s.missive_conversation_id is not null order by s.missive_id"),
        ("message_statuses", "select s.twilio_sent_status::text, count(*) from public.message_statuses as s where s.twilio_id is not null group by s.twilio_sent_status order by 1"),
        ("lookup_template", "select t.content from public.lookup_template as t where t.name = 'messages_title'"),
        ("errors", "select count(*) from public.errors"),
        ("invoke_history", "select count(*) from public.invoke_history as h where h.request_body is null and h.created_at < '2000-01-01'"),
        ("lookup_history", "select * from public.lookup_history order by id"),
        ("weekly_reports", "select * from weekly_reports order by id"),
    ];

    private static readonly string Script = Repository.PathTo("sql", "compat", "public.sql");

    private TestDatabase _source = null!;
    private TestDatabase _database = null!;

    [OneTimeSetUp]
    public async Task Import()
    {
        _source = await ImportTests.NewSourceAsync(1000);
        _database = await ImportTests.NewTargetAsync();
        await using var report = new StringWriter();
        await new Importer(_database.ConnectionString, _source.ConnectionString, dryRun: false).RunAsync(report, (_, _, _) => { }, CancellationToken.None);
        await Sql.ExecuteAsync(_database.ConnectionString, await File.ReadAllTextAsync(Script));
    }

    [OneTimeTearDown]
    public async Task Drop()
    {
        await _source.DisposeAsync();
        await _database.DisposeAsync();
    }

    [TestCaseSource(nameof(Queries))]
    [Category("predecessor-programs")]
    public async Task Queries_give_the_same_rows_as_on_the_source((string Table, string Query) query)
    {
        var there = await RowsAsync(_source.ConnectionString, query.Query);
        var here = await RowsAsync(_database.ConnectionString, $"set role outlier_lookup; {query.Query}");
        Assert.That(here, Is.EqualTo(there));
        Assert.That(there, Is.Not.Empty);
    }

    [Test]
    public async Task Every_table_of_the_source_has_such_a_query()
    {
        await using var there = await ImportTests.OpenAsync(_source);
        Assert.That(
            await there.ColumnAsync<string>("select c.relname::text from pg_class as c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'codes'"),
            Is.EquivalentTo(Queries.Select(query => query.Table).Distinct(StringComparer.Ordinal)));
    }

    [Test]
    public async Task Ids_of_rows_are_stable_and_unique()
    {
        await using var here = await ImportTests.OpenAsync(_database);
        var views = await here.ColumnAsync<string>(
            """
            select c.relname::text from pg_class as c
            inner join pg_attribute as a on a.attrelid = c.oid and a.attname = 'id'
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'v'
            """);
        foreach (var view in views)
        {
            Assert.That(await here.ScalarAsync<long>($"select count(*) - count(distinct id) from public.{view}"), Is.Zero, view);
        }

        // A JavaScript program reads the ids as doubles, so they must be below 2^53.
        Assert.That(await here.ScalarAsync<long>("select max(id) from public.conversations_labels"), Is.LessThan(1L << 53));
    }

    [Test]
    [Category("predecessor-programs")]
    public async Task The_lookup_service_writes_what_is_its_own_and_nothing_else()
    {
        await using var here = await ImportTests.OpenAsync(_database);
        await here.ExecuteAsync("set role outlier_lookup");
        await here.ExecuteAsync("update authors set zipcode = '10001', email = 'reader@example.org' where name = 'Person 1'");
        await here.ExecuteAsync("insert into lookup_history (address, zip_code) values ('1 Example Street', '10001')");
        Assert.Multiple(async () =>
        {
            foreach (var refused in (string[])[
                "update authors set unsubscribed = false", "update authors set exclude = false", "delete from authors", "insert into authors (phone_number) values ('+12005550100')",
                "update message_statuses set closed = true", "update outlier.authors set zipcode = '10001'",
            ])
            {
                Assert.That(async () => await here.ExecuteAsync(refused), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("42501"), refused);
            }
        });
        await here.ExecuteAsync("reset role");
        Assert.That(
            await here.ScalarAsync<string>("select concat_ws(' ', a.zipcode, a.email, a.state) from outlier.authors as a where a.name = 'Person 1'"),
            Is.EqualTo("10001 reader@example.org NY"), "and the ZIP code tells the state");
        Assert.That(await here.ScalarAsync<int>("select max(id) from public.lookup_history"), Is.EqualTo(31), "the ids go on after the copied ones");
    }

    [Test]
    public async Task The_script_can_run_again_and_refuses_the_source()
    {
        var script = await File.ReadAllTextAsync(Script);
        await Sql.ExecuteAsync(_database.ConnectionString, script);
        await using var reader = await ImportTests.OpenAsync(_database);
        await reader.ExecuteAsync("set role outlier_reader");
        Assert.That(await reader.ScalarAsync<long>("select count(*) from public.authors"), Is.Positive, "readers may read");
        Assert.That(
            async () => await Sql.ExecuteAsync(_source.ConnectionString, script),
            Throws.InstanceOf<PostgresException>().With.Property("MessageText").Contains("run `outlier migrate` first"));
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(string connectionString, string query)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var parts = query.Split("; ", 2);
        if (parts.Length == 2)
        {
            await connection.ExecuteAsync(parts[0]);
        }

        return await connection.ColumnAsync<string>($"select q::text from ({parts[^1]}) as q");
    }
}
