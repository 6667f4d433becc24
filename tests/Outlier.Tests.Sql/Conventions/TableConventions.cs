using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Conventions;

/// <summary>Checks the conventions for tables, read from the catalog.</summary>
[TestFixture]
public sealed class TableConventions
{
    private const string Tables =
        "pg_class as c inner join pg_namespace as n on n.oid = c.relnamespace where n.nspname in ('outlier', 'api') and c.relkind in ('r', 'p', 'v', 'm')";

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
    public async Task Every_table_and_view_is_commented() =>
        Assert.That(
            await _connection.ColumnAsync<string>(
                $"select c.oid::regclass::text from {Tables} and c.relname <> 'schema_versions' and obj_description(c.oid, 'pg_class') is null"),
            Is.Empty);

    [Test]
    public async Task Every_foreign_key_has_an_index_that_begins_with_its_columns() =>
        Assert.That(
            await _connection.ColumnAsync<string>(
                """
                select k.conrelid::regclass || ': ' || k.conname
                from pg_constraint as k
                inner join pg_class as c on c.oid = k.conrelid and not c.relispartition
                inner join pg_namespace as n on n.oid = c.relnamespace
                where k.contype = 'f'
                  and n.nspname = 'outlier'
                  and not exists (
                    select from pg_index as i
                    where i.indrelid = k.conrelid
                      -- The columns may have any order. The index may be partial only if its condition is that the key is not null.
                      and (i.indkey::smallint[])[0:cardinality(k.conkey) - 1] @> k.conkey
                      and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = format('(%s IS NOT NULL)', (
                        select a.attname from pg_attribute as a where a.attrelid = k.conrelid and a.attnum = k.conkey[1])))
                  )
                """),
            Is.Empty);

    [Test]
    public async Task Every_instant_is_kept_with_its_time_zone() =>
        Assert.That(
            await _connection.ColumnAsync<string>(
                $"select c.oid::regclass || '.' || a.attname from {Tables.Replace("where", "inner join pg_attribute as a on a.attrelid = c.oid where", StringComparison.Ordinal)} and a.atttypid = 'timestamp'::regtype and c.relname <> 'schema_versions'"),
            Is.Empty);

    [Test]
    public async Task Every_check_has_a_name_that_is_its_sentence() =>
        Assert.That(
            await _connection.ColumnAsync<string>(
                """
                select conrelid::regclass || ': ' || conname from pg_constraint
                where connamespace = 'outlier'::regnamespace and contype = 'c' and conname ~ '_check[0-9]*$'
                """),
            Is.Empty);

    [Test]
    [Category("secrets-and-people")]
    public async Task No_column_can_hold_a_secret() =>
        Assert.That(
            await _connection.ColumnAsync<string>(
                $"select c.oid::regclass || '.' || a.attname from {Tables.Replace("where", "inner join pg_attribute as a on a.attrelid = c.oid where", StringComparison.Ordinal)} and a.attname ~ '(password|secret|api_key|token)' and a.attname !~ '(hash|sha256)'"),
            Is.Empty);

    [Test]
    public async Task The_tables_that_scripts_and_dashboards_use_are_there()
    {
        string[] expected =
        [
            "authors", "conversations", "conversations_authors", "conversations_labels", "labels", "conversations_users", "conversations_assignees",
            "conversations_assignees_history", "conversation_history", "teams", "organizations", "users", "user_history", "rules", "comments",
            "comments_mentions", "tasks_assignees", "twilio_messages", "audience_segments", "broadcasts_segments", "broadcasts",
            "broadcast_settings", "campaigns", "campaign_file_recipients", "campaign_personalized_recipients", "broadcast_first_messages",
            "broadcast_second_messages", "recipients", "message_statuses", "unsubscribed_messages", "consent_events", "consent_patterns",
            "lookup_templates", "settings", "dead_letters", "errors", "invoke_history",
        ];
        var actual = await _connection.ColumnAsync<string>($"select c.relname::text from {Tables} and n.nspname = 'outlier'");
        Assert.That(actual, Is.SupersetOf(expected));
    }
}
