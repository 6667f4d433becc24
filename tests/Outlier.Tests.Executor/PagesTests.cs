using System.Text.RegularExpressions;
using Outlier.Executor.Commands;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor;

/// <summary>
/// Checks that everything works that the documentation tells readers to type: SQL, commands, files, names, and keys.
/// </summary>
public sealed partial class PagesTests
{
    // Values that a reader would insert for an ellipsis or a name.
    private static readonly (string Written, string Meant)[] Examples =
    [
        ("organization_id = '…'", "organization_id = '16ead38e-0348-4564-9b8a-5085be988669'"),
        ("'+1…'", "'+12005550100'"),
        ("where …;", "where not is_second;"),
        ("(conversation_id, text, 'note', subject)", "('dd03b859-7652-4619-ab6a-88edefd1460c', 'text', 'note', 'subject')"),
        ("(id, was_sent)", "(1, true)"),
        ("resend_dead_letters(id)", "resend_dead_letters(1)"),
        ("go_on_after_failover(id)", "go_on_after_failover(1)"),
        ("<invoke_history_id>", "123"),
    ];

    // A file that the reader creates, and beginnings of names that are not files.
    private static readonly string[] NotHere = ["sql/migrations/NNNN_noun.sql", "sql/functions/webhooks/outlier.apply_", "executor/Database/OutlierApi"];

    // Pages that are stored next to the code they describe.
    private static readonly string[] Beside =
    [
        "README.md", "CONTRIBUTING.md", "SECURITY.md", "sql/README.md", "benchmarks/README.md", "deploy/certificates/README.md",
        "executor/Desk/Assets/README.md", "tests/Outlier.Tests.Executor/Files/README.md",
    ];

    // Pages that list other pages.
    private static readonly string[] Lists = ["docs/README.md", "docs/decisions/README.md", "docs/reference/README.md"];

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Repository.PathTo("docs"), "*.md", SearchOption.AllDirectories)
            .Select(page => Path.GetRelativePath(Repository.Root, page).Replace('\\', '/')).Concat(Beside);

    [Test]
    [Category("pages")]
    public async Task Every_statement_is_understood_by_the_database()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync("insert into outlier.labels (id, name) values ('0e72038c-52f1-4e3b-9705-26b8d6c0b818', 'Housing')");
        var statements = Pages().SelectMany(page => Statements(page).Select(sql => (Page: page, Sql: sql))).ToList();
        Assert.That(statements, Has.Count.GreaterThan(20));
        Assert.Multiple(async () =>
        {
            foreach (var (page, sql) in statements)
            {
                // A statement that calls functions is only prepared. All others run, and are rolled back.
                await newsroom.RunAsync("begin");
                Assert.That(async () => await newsroom.RunAsync(sql.StartsWith("select", StringComparison.Ordinal) ? $"prepare written as {sql}" : sql), Throws.Nothing, $"{page}: {sql}");
                await newsroom.RunAsync("rollback; deallocate all");
            }
        });
    }

    [Test]
    public async Task Every_name_of_the_database_is_there()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var known = (await newsroom.Connection.ColumnAsync<string>(
            """
            select relname::text from pg_class where relnamespace = 'outlier'::regnamespace
            union select proname from pg_proc where pronamespace = 'outlier'::regnamespace
            union select c.relname || '.' || a.attname from pg_class as c inner join pg_attribute as a on a.attrelid = c.oid where c.relnamespace = 'outlier'::regnamespace
            """)).ToHashSet(StringComparer.Ordinal);
        // The page of metrics is excluded, because names of metrics are not names of the database.
        var named = Pages().Where(page => page != "docs/reference/metrics.md").SelectMany(page => Code(page).SelectMany(code => Name().Matches(code).Select(match => (Page: page, Name: match.Groups["name"].Value)))).ToList();
        Assert.That(named, Has.Count.GreaterThan(50));
        Assert.That(named.Where(name => !known.Contains(name.Name)), Is.Empty);
    }

    [Test]
    [Category("pages")]
    public void Every_verb_and_option_is_one_that_the_program_knows()
    {
        var calls = Pages().SelectMany(page => Code(page).SelectMany(code => Call().Matches(code).Select(match => (Page: page, Arguments: match.Groups["arguments"].Value)))).ToList();
        Assert.That(calls, Has.Count.GreaterThan(10));
        Assert.That(calls.Where(call => Verbs.Create().Parse(call.Arguments).Errors.Count > 0), Is.Empty);
    }

    [Test]
    public void Every_file_is_there()
    {
        var missing = Pages().SelectMany(page => File().Matches(Text(page)).Select(match => match.Value.TrimEnd('.'))
            .Concat(Link().Matches(Text(page)).Select(match => Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, match.Groups["path"].Value))))
            .Where(path => !NotHere.Contains(path, StringComparer.Ordinal) && !IsThere(path))
            .Select(path => $"{page}: {path}"));
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Every_link_into_a_page_names_one_of_its_headings()
    {
        var links = Pages().SelectMany(page => Anchor().Matches(Text(page)).Select(match => (
            Page: page,
            To: match.Groups["path"].Value is { Length: > 0 } path
                ? Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, path))
                : page,
            Anchor: match.Groups["anchor"].Value))).ToList();
        Assert.That(links, Has.Count.GreaterThan(10));
        Assert.That(links.Where(link => !Headings(link.To).Contains(link.Anchor, StringComparer.Ordinal)), Is.Empty);
    }

    [Test]
    public void The_map_and_the_list_of_decisions_name_every_page()
    {
        var linked = Lists
            .SelectMany(page => Link().Matches(Text(page)).Select(match => Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, match.Groups["path"].Value))))
            .ToHashSet(StringComparer.Ordinal);
        var pages = Directory.EnumerateDirectories(Repository.PathTo("docs")).SelectMany(folder => Directory.EnumerateFiles(folder, "*.md"));
        Assert.That(pages.Where(page => !linked.Contains(Path.GetFullPath(page))), Is.Empty);
    }

    [Test]
    public async Task Every_trigger_is_on_the_page_of_triggers_and_the_page_names_no_other()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var there = await newsroom.Connection.ColumnAsync<string>(
            """
            select c.relname || ' ' || t.tgname
            from pg_trigger as t
            inner join pg_class as c on c.oid = t.tgrelid
            where c.relnamespace = 'outlier'::regnamespace and not t.tgisinternal and t.tgparentid = 0
            """);
        var table = string.Empty;
        var named = new List<string>();
        foreach (var match in TriggerLine().Matches(Text("docs/explanation/triggers.md")).Cast<Match>())
        {
            if (match.Groups["table"].Success)
            {
                table = match.Groups["table"].Value;
            }
            else
            {
                named.Add($"{table} {match.Groups["trigger"].Value}");
            }
        }

        Assert.That(named, Is.EquivalentTo(there));
    }

    [Test]
    public void Every_key_is_one_of_the_configuration()
    {
        var known = typeof(Verbs).Assembly.GetTypes().Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) || type.Name == "CorsOrigins")
            .SelectMany(type => type.GetProperties().Where(property => property.CanWrite).Select(property => property.Name))
            .Append("Outlier").Append("OutlierReadOnly").ToHashSet(StringComparer.Ordinal);
        var keys = Pages().SelectMany(page => Key().Matches(Text(page)).Select(match => (Page: page, Key: match.Value, Name: match.Groups["name"].Value))).ToList();
        Assert.That(keys, Has.Count.GreaterThan(20));
        Assert.That(keys.Where(key => !known.Contains(key.Name)), Is.Empty);
    }

    private static bool IsThere(string path) => path.Contains('*', StringComparison.Ordinal)
        ? Directory.EnumerateFiles(Repository.PathTo(Path.GetDirectoryName(path)!), Path.GetFileName(path)).Any()
        : Path.Exists(Repository.PathTo(path.Split('/')));

    private static string Text(string page) => System.IO.File.ReadAllText(Repository.PathTo(page.Split('/')));

    // Builds anchors as GitHub does: lower case, without punctuation, with hyphens.
    private static IEnumerable<string> Headings(string page) =>
        Heading().Matches(Block().Replace(Text(page), string.Empty))
            .Select(match => NotInAnchor().Replace(match.Groups["words"].Value.Trim().ToLowerInvariant(), string.Empty).Replace(' ', '-'));

    // Code blocks and inline code.
    private static IEnumerable<string> Code(string page) => Block().Matches(Text(page)).Select(match => match.Groups["code"].Value)
        .Concat(Inline().Matches(Block().Replace(Text(page), string.Empty)).Select(match => match.Groups["code"].Value))
        .Select(code => Examples.Aggregate(code.Trim(), (text, example) => text.Replace(example.Written, example.Meant, StringComparison.Ordinal)));

    private static IEnumerable<string> Statements(string page) =>
        Code(page).Where(code => Statement().IsMatch(code)).SelectMany(code => End().Split(code)).Where(code => !string.IsNullOrWhiteSpace(code));

    [GeneratedRegex("```[a-z]*\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex("`(?<code>[^`\n]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Inline();

    [GeneratedRegex(@"^(select .*outlier\.|(insert into|update|delete from) outlier\.|alter role )", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Statement();

    // A comment may follow the semicolon.
    [GeneratedRegex(@"; *(--[^\n]*)?(\n|$)", RegexOptions.ExplicitCapture)]
    private static partial Regex End();

    // Excludes other names that begin with "outlier.": files, an attribute of traces, and settings of a transaction.
    [GeneratedRegex(@"(?<![\w/.@-])outlier\.(?!sql\b|dll\b|env\b|service\b|message\b|actor\b|address\b|js)(?<name>[a-z_]+(\.[a-z_]+)?)", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();

    [GeneratedRegex(@"(^|\s)(outlier|/app/outlier\.dll|--project executor --) (?<arguments>(check|migrate|ready|run|status|token|replay)\b[^>\n]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Call();

    [GeneratedRegex(@"(?<![\w/.…<>-])(sql|docs|deploy|executor|tests|quickstart|simulator|benchmarks)/[\w./*-]+|(?<=\./)[\w-]+\.(sh|ps1)", RegexOptions.ExplicitCapture)]
    private static partial Regex File();

    [GeneratedRegex(@"\]\((?!https?:)(?<path>[^)#]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"\]\((?!https?:)(?<path>[^)#]*)#(?<anchor>[^)]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Anchor();

    [GeneratedRegex("^#+ (?<words>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex("^(### `(?<table>[a-z_]+)`|\\| `(?<trigger>[a-z0-9_]+)` \\|.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex TriggerLine();

    [GeneratedRegex(@"\b(Auth|ConnectionStrings|Cors|Dub|Lookup|Missive|Queues|RateLimit|Twilio|Uploads)__(?<name>[A-Za-z]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Key();
}
