using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Conventions;

/// <summary>
/// Checks that each column that can name a person is listed here, with its treatment when a person is erased. If you
/// add such a column, list it. The test sql/tests/privacy/erase_person.sql fills all of them and searches them after an
/// erasure.
/// </summary>
[TestFixture]
public sealed class PrivacyConventions
{
    /// <summary>Tables about people. The functions erase_person and export_person read them.</summary>
    private static readonly Dictionary<string, string> AboutPeople = new(StringComparer.Ordinal)
    {
        ["authors"] = "email name phone_number state time_zone zipcode",
        ["authors_labels"] = "author",
        ["campaign_file_recipients"] = "message note phone_number raw verdict",
        ["campaign_personalized_recipients"] = "message phone_number",
        ["comments"] = "attachment body",
        ["consent_events"] = "actor kind phone_number source words",
        ["consent_reviews"] = "decided_by decision message phone_number words",
        ["conversation_history"] = "change_type",
        ["conversations"] = "app_url assignee_emails assignee_names color last_digest latest_message_subject shared_label_names subject web_url",
        ["conversations_authors"] = "author_phone_number",
        ["dead_letters"] = "body message recipient_phone_number",
        ["direct_texts"] = "error phone_number purpose state text",
        ["errors"] = "body message rule_type sqlstate",
        ["held_imports"] = "kind message phone_number second_message source_row",
        ["import_report"] = "kind phone_number source_key source_table why",
        ["incidents"] = "hint kind message phone_number",
        ["invoke_history"] = "body digest mentions rule_type state",
        ["late_touches"] = "phone_number",
        ["message_statuses"] = "message recipient_phone_number sending_phone_number twilio_id twilio_sent_status",
        ["posts"] = "purpose subject text",
        ["queued_messages"] = "claimed_by last_error message recipient_phone_number sending_phone_number state",
        ["recipients"] = "follow_up_reason phone_number reason",
        ["requests"] = "claimed_by kind last_error payload state subject",
        ["unrecorded_texts"] = "digest phone_number sending_phone_number sid",
        ["twilio_messages"] = "attachments external_id from_phone_number preview references to_phone_number type",
    };

    /// <summary>Those of the tables above whose rows a foreign key or a trigger deletes together with others.</summary>
    private static readonly string[] GoAlong = ["authors_labels", "conversation_history", "conversations_authors"];

    /// <summary>Columns with texts that the newsroom, Missive or the program wrote about itself.</summary>
    private static readonly Dictionary<string, string> AboutNobody = new(StringComparer.Ordinal)
    {
        ["api_tokens"] = "digest name role",
        ["applied_scripts"] = "name sha256",
        ["approvals"] = "approver digest",
        ["area_codes"] = "code source states",
        // Actions and texts of the team. Of its test numbers, it has the last four digits only.
        ["audit_log"] = "action actor address after before kind object_id",
        ["audience_segments"] = "description name query",
        ["batch_transitions"] = "from_state meaning to_state",
        ["batches"] = "error exempt_reason first_message inherited_exclusion is_personalized kind label_name original_first_message original_second_message priority recipient_count second_message segments state title written_by",
        ["broadcasts_segments"] = "first_message second_message",
        ["clock_offsets"] = "service",
        ["consent_patterns"] = "anchors expression kind language last_words words",
        ["contact_hours"] = "source state",
        ["country_codes"] = "countries prefix source",
        // The only trace of an erased person: a hash.
        ["erased_people"] = "digest",
        ["failovers"] = "error new_timeline old_timeline state",
        ["heartbeat"] = "timeline",
        ["home"] = "server strange_installation",
        // The new row for each of the predecessor's broadcasts, campaigns and segments, and sums.
        ["import_ids"] = "kind",
        ["import_sums"] = "kind measure",
        ["import_tables"] = "source_table",
        // The error of a job, without the values in it.
        ["job_runs"] = "message status",
        ["labels"] = "color name name_with_parent_names visibility",
        ["links"] = "error short_url state url",
        ["lookup_templates"] = "content name",
        ["organizations"] = "name",
        ["quota_limits"] = "quota",
        ["quota_uses"] = "quota",
        ["quotas"] = "hold_reason name",
        ["reconciliations"] = "error next_page phone_numbers state",
        ["unhandled_failures"] = "job",
        ["request_kinds"] = "called_as description kind",
        ["rules"] = "description type",
        // The newsroom's own numbers.
        ["sending_numbers"] = "phone_number",
        ["settings"] = "erasure_salt installation sending_phone_number test_numbers time_zone",
        ["short_domains"] = "host",
        ["states"] = "code country name",
        ["tallies"] = "measure",
        ["teams"] = "name",
        ["tokens"] = "name quota",
        ["twilio_error_codes"] = "action meaning",
        ["user_history"] = "email name",
        ["users"] = "avatar_url email name",
        ["zipcodes"] = "first_zipcode last_zipcode state",
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
    [Category("person")]
    public async Task Of_every_column_that_can_name_a_person_it_is_known_what_becomes_of_it()
    {
        var actual = await _connection.ColumnAsync<string>(
            """
            select c.relname || ': ' || string_agg(a.attname, ' ' order by a.attname collate "C")
            from pg_class as c
            inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = 'outlier'::regnamespace
              and c.relkind in ('r', 'p')
              and not c.relispartition
              and c.relname <> 'schema_versions'
              and (format_type(a.atttypid, null) in ('text', 'text[]', 'character varying', 'json', 'jsonb', 'bytea') or a.attname ~ '(author|person|phone|recipient)')
            group by c.relname
            """);
        var known = AboutPeople.Concat(AboutNobody).Select(table => $"{table.Key}: {table.Value}");
        Assert.That(actual, Is.EquivalentTo(known), "Is it about people? Then erase_person and export_person look into it, and sql/tests/privacy fills it. List it here.");
    }

    [Test]
    public async Task Erasing_and_exporting_look_into_every_table_about_people()
    {
        foreach (var function in (string[])["erase_person", "export_person"])
        {
            var source = await _connection.ScalarAsync<string>($"select prosrc from pg_proc where pronamespace = 'outlier'::regnamespace and proname = '{function}'");
            Assert.That(AboutPeople.Keys.Except(GoAlong, StringComparer.Ordinal).Where(table => !source!.Contains($"outlier.{table} ", StringComparison.Ordinal)), Is.Empty, function);
        }
    }

    [Test]
    public async Task Nothing_that_belongs_to_a_person_or_a_conversation_outlives_it() =>
        Assert.That(
            await _connection.ColumnAsync<string>(
                """
                select k.conrelid::regclass || ': ' || k.conname
                from pg_constraint as k
                where k.contype = 'f'
                  and k.confrelid in ('outlier.authors'::regclass, 'outlier.conversations'::regclass, 'outlier.twilio_messages'::regclass, 'outlier.comments'::regclass)
                  and k.confdeltype <> 'c'
                  -- erase_person deletes these rows by the phone number.
                  and k.conrelid not in ('outlier.consent_events'::regclass, 'outlier.consent_reviews'::regclass, 'outlier.direct_texts'::regclass)
                """),
            Is.Empty);

    [Test]
    public async Task Nobody_but_the_owner_can_export_or_erase_a_person() =>
        Assert.That(
            await _connection.ColumnAsync<string>(
                """
                select p.proname::text || ': ' || r.rolname
                from pg_proc as p
                cross join pg_roles as r
                where p.pronamespace = 'outlier'::regnamespace
                  and p.proname in ('erase_person', 'export_person')
                  and not r.rolsuper
                  and r.rolname <> 'outlier_owner'
                  and has_function_privilege(r.oid, p.oid, 'execute')
                """),
            Is.Empty);
}
