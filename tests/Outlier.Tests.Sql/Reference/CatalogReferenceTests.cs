using System.Text.RegularExpressions;
using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Reference;

/// <summary>
/// Checks the pages of <c>docs/reference</c> that are generated from the catalog of a new database: tables, views,
/// functions and entities.
/// </summary>
[TestFixture]
public sealed partial class CatalogReferenceTests
{
    private const int WrittenBy = 15;
    private const string WrittenFrom = "A test writes this page from the catalog of a fresh database.";

    // The functions that the documentation, messages and views tell administrators to call. Only Outlier calls the
    // others.
    private static readonly string[] ForAdministrators =
    [
        "adopt_database", "approve_batch", "cancel_batch", "check_and_run_campaigns", "check_and_trigger_broadcast", "classify_message",
        "contact_hours_at", "decide_review", "erase_person", "export_person", "forecast", "get_campaign_recipient_count",
        "go_on_after_failover", "make_broadcast", "normalize_phone_number", "pause_batch", "post_to_conversation",
        "queue_broadcast_messages", "queue_campaign_messages", "reconcile", "recount", "recover_lost_span", "release_import",
        "resend_dead_letters", "resume_all_sending", "resume_batch", "schedule_jobs", "send_now", "settle_unknown_message",
        "stop_all_sending", "trace_id", "why_not",
    ];

    // Each diagram shows the references of these tables. The last one shows those of all other tables.
    private static readonly (string Title, string[] Tables)[] Diagrams =
    [
        ("The mirror of Missive",
        [
            "comments", "comments_mentions", "conversation_history", "conversations", "conversations_assignees",
            "conversations_assignees_history", "conversations_authors", "conversations_labels", "conversations_users", "labels",
            "tasks_assignees", "teams", "user_history",
        ]),
        ("People and places", ["authors", "contact_hours", "zipcodes"]),
        ("Requests, tokens and quotas", ["quota_limits", "quota_uses", "request_kinds", "requests", "tokens"]),
        ("Batches, messages and consent", []),
    ];

    // Name, column, type, null, default, comment, and the table that a foreign key of the column refers to.
    private const string Columns =
        """
        select
          c.relname, a.attname, format_type(a.atttypid, a.atttypmod), case when not a.attnotnull then 'null' end,
          case
            when a.attidentity <> '' then 'identity'
            when a.attgenerated <> '' then 'generated'
            else pg_get_expr(d.adbin, d.adrelid)
          end,
          col_description(c.oid, a.attnum),
          (
            select string_agg(distinct t.relname, ' ')
            from pg_constraint as k
            inner join pg_class as t on t.oid = k.confrelid
            where k.conrelid = c.oid and k.contype = 'f' and k.conkey = array[a.attnum])
        from pg_class as c
        inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        left join pg_attrdef as d on d.adrelid = c.oid and d.adnum = a.attnum
        where c.relnamespace = 'outlier'::regnamespace
        order by a.attnum
        """;

    private TestDatabase database = null!;
    private NpgsqlConnection connection = null!;

    [OneTimeSetUp]
    public async Task Connect()
    {
        database = await TestDatabase.CloneAsync();
        connection = await database.OpenAsync(TestDatabase.Superuser, "outlier");
    }

    [OneTimeTearDown]
    public async Task Disconnect()
    {
        await connection.DisposeAsync();
        await database.DisposeAsync();
    }

    [SetUp]
    public async Task Other_versions_write_the_same_with_other_words()
    {
        if (await connection.ScalarAsync<int>("select current_setting('server_version_num')::integer / 10000") != WrittenBy)
        {
            Assert.Ignore($"PostgreSQL {WrittenBy} writes the pages: other versions write the same with other words.");
        }
    }

    [Test]
    public Task Tables_are_described() => CompareAsync(
        "tables.md",
        $"""
         # Tables

         {WrittenFrom} All tables are in the schema `outlier`. [Entities](entities.md) shows how they refer to each other,
         [views](views.md) what reads them. A column without "null" needs a value. `broadcasts` and `campaigns` are views
         of `batches`, through which you insert, update and delete.
         """,
        "'r', 'p'");

    [Test]
    public Task Views_are_described() => CompareAsync(
        "views.md",
        $"""
         # Views

         {WrittenFrom} All views are in the schema `outlier`. [Tables](tables.md) describes the tables.
         """,
        "'v', 'm'");

    [Test]
    public async Task Functions_are_described()
    {
        List<string> page =
        [
            $"""
             # Functions

             {WrittenFrom} A parameter with `DEFAULT` is optional. Errors have a code such as `OT009`: see [errors](errors.md).

             ## For administrators

             Call these functions as the role that you migrated with. The other functions of the schema `outlier` are internal: each has a file of
             its name below `sql/functions`.


             """,
        ];
        var functions = await FunctionsAsync();
        Assert.That(functions.Select(function => function.Name), Is.SupersetOf(ForAdministrators.Select(name => $"outlier.{name}")));
        WriteFunctions(page, functions.Where(function => ForAdministrators.Any(name => function.Name == $"outlier.{name}")));
        page.Add(
            """
            ## For the executor

            The executor calls the functions of the schema `api`, and nothing else in the database. Only the role `outlier_executor` may
            call them.


            """);
        WriteFunctions(page, functions.Where(function => function.Name.StartsWith("api.", StringComparison.Ordinal)));
        await CompareAsync("functions.md", page);
    }

    [Test]
    public async Task Entities_are_drawn()
    {
        var references = await RowsAsync(
            """
            select c.relname, t.relname, a.attname, a.attnotnull::text, exists (
              select from pg_index as i where i.indrelid = k.conrelid and i.indisunique and i.indpred is null and i.indkey::smallint[] = k.conkey)::text
            from pg_constraint as k
            inner join pg_class as c on c.oid = k.conrelid and not c.relispartition
            inner join pg_class as t on t.oid = k.confrelid
            inner join pg_attribute as a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
            where k.contype = 'f' and c.relnamespace = 'outlier'::regnamespace
            order by t.relname collate "C", c.relname collate "C", a.attname collate "C"
            """);
        List<string> page =
        [
            $"""
             # Entities

             {WrittenFrom} Each line is a foreign key. The table at the forked end has the column that is written
             at the line, and refers to the table at the other end. A circle at that other end means that the column may be null. References
             without a foreign key are not drawn. [Tables](tables.md) describes all columns.

             """,
        ];
        foreach (var (title, tables) in Diagrams)
        {
            page.Add($"\n## {title}\n\n```mermaid\nerDiagram\n");
            var others = Diagrams.SelectMany(diagram => diagram.Tables).ToHashSet(StringComparer.Ordinal);
            foreach (var reference in references.Where(reference => tables.Length > 0 ? tables.Contains(reference[0]) : !others.Contains(reference[0]!)))
            {
                page.Add($"  {reference[1]} {(reference[3] == "true" ? "||" : "|o")}--{(reference[4] == "true" ? "o|" : "o{")} {reference[0]} : \"{reference[2]}\"\n");
            }

            page.Add("```\n");
        }

        await CompareAsync("entities.md", page);
    }

    private static void WriteFunctions(List<string> page, IEnumerable<Function> functions)
    {
        foreach (var folder in functions.GroupBy(function => function.Folder, StringComparer.Ordinal).OrderBy(folder => folder.Key, StringComparer.Ordinal))
        {
            page.Add($"### {folder.Key.Replace('_', ' ')}\n\n| function | returns | what it does |\n| --- | --- | --- |\n");
            foreach (var function in folder)
            {
                var result = function.Result is "void" or "" ? string.Empty : ReferencePage.Code(function.Result);
                page.Add($"| {ReferencePage.Code($"{function.Name}({function.Arguments})")} | {result} | {ReferencePage.Text(function.Comment)} |\n");
            }

            page.Add("\n");
        }
    }

    private async Task<List<Function>> FunctionsAsync()
    {
        var folders = Directory.EnumerateFiles(Repository.PathTo("sql", "functions"), "*.sql", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => Path.GetFileName(Path.GetDirectoryName(file)!), StringComparer.Ordinal);
        var rows = await RowsAsync(
            """
            select n.nspname || '.' || p.proname, pg_get_function_arguments(p.oid), coalesce(pg_get_function_result(p.oid), ''), obj_description(p.oid, 'pg_proc')
            from pg_proc as p
            inner join pg_namespace as n on n.oid = p.pronamespace
            where n.nspname in ('outlier', 'api')
            order by (n.nspname || '.' || p.proname) collate "C"
            """);
        return
        [
            .. rows.Select(row => new Function(
                row[0]!, folders[row[0]!], Cast().Replace(Clock().Replace(Short(row[1]!), string.Empty), string.Empty), Short(row[2]!), row[3])),
        ];
    }

    private async Task CompareAsync(string name, string head, string kinds)
    {
        var relations = await RowsAsync(
            $"""
             select c.relname, obj_description(c.oid, 'pg_class'), (
               select string_agg(quote_ident(a.attname), ', ' order by key.n)
               from pg_constraint as k
               cross join unnest(k.conkey) with ordinality as key (number, n)
               inner join pg_attribute as a on a.attrelid = k.conrelid and a.attnum = key.number
               where k.conrelid = c.oid and k.contype = 'p')
             from pg_class as c
             where c.relnamespace = 'outlier'::regnamespace and c.relkind in ({kinds}) and not c.relispartition and c.relname <> 'schema_versions'
             order by c.relname collate "C"
             """);
        var columns = await RowsAsync(Columns);
        var ofRelation = columns.ToLookup(column => column[0]!, StringComparer.Ordinal);
        var page = new List<string> { head, "\n\n| name | content |\n| --- | --- |\n" };
        foreach (var relation in relations)
        {
            page.Add($"| [{relation[0]}](#{relation[0]}) | {ReferencePage.Text(relation[1])} |\n");
        }

        foreach (var relation in relations)
        {
            page.Add($"\n## {relation[0]}\n\n");
            if (relation[2] is not null)
            {
                page.Add($"Primary key: `{relation[2]}`.\n\n");
            }

            var own = ofRelation[relation[0]!].ToList();
            var isTable = kinds.Contains('r', StringComparison.Ordinal);
            page.Add(isTable ? "| column | type | null | default | meaning |\n| --- | --- | --- | --- | --- |\n"
                : own.Exists(column => column[5] is not null) ? "| column | type | meaning |\n| --- | --- | --- |\n"
                : "| column | type |\n| --- | --- |\n");
            foreach (var column in own)
            {
                var meaning = string.Join(' ', new[] { ReferencePage.Text(column[5]), Reference(column[6]) }.Where(part => part.Length > 0));
                page.Add(isTable
                    ? $"| {ReferencePage.Code(column[1])} | {Short(column[2]!)} | {column[3]} | {Default(column[4])} | {meaning} |\n"
                    : own.Exists(other => other[5] is not null)
                        ? $"| {ReferencePage.Code(column[1])} | {Short(column[2]!)} | {meaning} |\n"
                        : $"| {ReferencePage.Code(column[1])} | {Short(column[2]!)} |\n");
            }
        }

        await CompareAsync(name, page);
    }

    private static string Reference(string? table) => table is null ? string.Empty : $"Refers to [{table}](#{table}).";

    private static string Default(string? expression) => expression switch
    {
        null => string.Empty,
        "identity" or "generated" => expression,
        _ when expression.StartsWith("nextval", StringComparison.Ordinal) => "next number",
        _ => ReferencePage.Code(Cast().Replace(expression, string.Empty)),
    };

    private static async Task CompareAsync(string name, List<string> lines)
    {
        var page = string.Concat(lines).TrimEnd() + "\n";
        Assert.That(await ReferencePage.StoredAsync(name, page), Is.EqualTo(page), ReferencePage.Remedy("Outlier.Tests.Sql"));
    }

    private static string Short(string type) => type
        .Replace("timestamp with time zone", "timestamptz", StringComparison.Ordinal)
        .Replace("time without time zone", "time", StringComparison.Ordinal)
        .Replace("character varying", "varchar", StringComparison.Ordinal);

    private async Task<List<string?[]>> RowsAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string?[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetFieldValue<string>(i))]);
        }

        return rows;
    }

    // Only tests pass this parameter, to set the clock, so the page leaves it out.
    [GeneratedRegex(@", p_now timestamptz DEFAULT now\(\)|p_now timestamptz DEFAULT now\(\)(, )?", RegexOptions.ExplicitCapture)]
    private static partial Regex Clock();

    [GeneratedRegex(@"::(text|interval|jsonb|numeric|integer|bigint|smallint|uuid|date|time without time zone|timestamp with time zone|timestamptz|boolean)(\[\])?", RegexOptions.ExplicitCapture)]
    private static partial Regex Cast();

    private sealed record Function(string Name, string Folder, string Arguments, string Result, string? Comment);
}
