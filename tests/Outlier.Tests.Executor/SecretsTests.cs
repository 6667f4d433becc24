using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using Outlier.Simulator;
using Outlier.Tests.Executor.Http;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor;

/// <summary>
/// Checks that no output contains a secret or a phone number. The test plays a day in which everything goes wrong, with
/// the program as an operator runs it and the most detailed logs. Then it searches all output for each secret of the
/// configuration and for people's numbers.
/// </summary>
public sealed partial class SecretsTests
{
    private const string Label = "104fdf4f-7ab6-402d-b0f7-686c8bf8b860";
    private const string Excluded = "0e72038c-52f1-4e3b-9705-26b8d6c0b818";
    private const string Answer = "My landlord is a crook";

    // Columns that may contain a person's number, with the reason. Columns of jobs, their outcomes and error messages
    // are not listed.
    private static readonly Dictionary<string, string> PlacesOfNumbers = new(StringComparer.Ordinal)
    {
        ["authors.phone_number"] = "the person",
        ["authors.name"] = "Missive names somebody whom it does not know by the number",
        ["campaign_file_recipients.phone_number"] = "a line of a file",
        ["campaign_file_recipients.raw"] = "and as it was written",
        ["consent_events.phone_number"] = "who said no, or yes",
        ["conversations.latest_message_subject"] = "Missive's own words: SMS with a number",
        ["conversations_authors.author_phone_number"] = "who takes part",
        ["dead_letters.recipient_phone_number"] = "who did not get it",
        ["dead_letters.body"] = "Missive's answer, as it came",
        ["errors.body"] = "a webhook that could not be acted on, as it came",
        ["invoke_history.body"] = "a webhook, as it came",
        ["invoke_history.mentions"] = "whom a webhook mentions",
        ["late_touches.phone_number"] = "who was texted, until the time of it is on the person's row",
        ["message_statuses.recipient_phone_number"] = "who got it",
        ["queued_messages.recipient_phone_number"] = "who is to get it",
        ["queued_messages.last_error"] = "Missive's last answer, as it came",
        ["recipients.phone_number"] = "the audience",
        ["reconciliations.error"] = "Twilio's answer, as it came",
        ["requests.payload"] = "the calls to be made",
        ["requests.subject"] = "and about whom",
        ["settings.sending_phone_number"] = "ours",
        ["twilio_messages.from_phone_number"] = "who wrote",
        ["twilio_messages.to_phone_number"] = "to whom",
        ["twilio_messages.references"] = "Missive's name of a thread",
        ["twilio_messages.preview"] = "what was written, as it was",
    };

    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal)
    {
        ["Missive:FirstMessagesToken"] = "missive_pat-first-0a1b2c3d4e5f",
        ["Missive:SecondMessagesToken"] = "missive_pat-second-1a2b3c4d5e6f",
        ["Missive:GeneralToken"] = "missive_pat-general-2a3b4c5d6e7f",
        ["Missive:ReadConversationsToken"] = "missive_pat-read-3a4b5c6d7e8f",
        ["Missive:WebhookSecret"] = RunningExecutor.Secret,
        ["Twilio:AuthToken"] = "f0e1d2c3b4a5968778695a4b3c2d1e0f",
        ["Dub:ApiKey"] = "dub_0123456789abcdefghij",
        ["Lookup:Token"] = "lookup-token-4a5b6c7d8e9f",
        ["Auth:JwtSecret"] = "a-secret-of-our-own-of-40-bytes-or-so-xyz",
    };

    [Test]
    [Category("secrets-and-people")]
    public async Task Nothing_that_is_written_holds_a_secret_and_a_number_stands_only_where_it_must()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await using var lookup = await LookupService.StartAsync();
        newsroom.Simulator.State.Options.TwilioAuthToken = _secrets["Twilio:AuthToken"];
        newsroom.Simulator.State.Options.UserActionWebhooks = true;
        var configuration = Configuration(newsroom, lookup);
        using var executor = OutlierProcess.Start(["run"], configuration);
        var address = await executor.ListenAsync();
        newsroom.Simulator.State.Options.WebhookUrl = address;
        // The program prints the token once, for the operator who creates it.
        _secrets["the operator's token"] = (await OutlierProcess.RunAsync(
            ["token", "create", "--name", "sidebar", "--role", "sender"],
            new Dictionary<string, string?>(configuration, StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = newsroom.Database.ConnectionStringFor("outlier_owner") })).Output.Trim();
        _secrets["a JWT"] = Jwt.Make("sender", DateTimeOffset.UtcNow.AddHours(1), secret: _secrets["Auth:JwtSecret"], audience: null);

        await BroadcastAsync(newsroom);
        await WebhooksAsync(newsroom, address);
        await TeamAsync(newsroom, address);
        await NightAsync(newsroom);

        await OperatorAsync(configuration);
        using var client = new HttpClient();
        _written["/metrics"] = await client.GetStringAsync(new Uri(address, "/metrics"));
        await executor.StopAsync();
        _written["the log of the executor"] = executor.Log;
        if (await (await TestDatabase.ServerAsync()).LogOfAsync(newsroom.Database.Name) is { } log)
        {
            Assert.That(log, Does.Contain("ERROR:"), "the server says something too");
            _written["the log of PostgreSQL"] = log;
        }

        Assert.That(executor.Log, Does.Contain("\"LogLevel\":\"Debug\"").And.Contain("Missive rejected message"), "it says something at all");

        var secrets = _secrets.Concat(Forms()).ToList();
        Assert.Multiple(async () =>
        {
            foreach (var (where, text) in _written)
            {
                Assert.That(secrets.Where(secret => text.Contains(secret.Value, StringComparison.OrdinalIgnoreCase)).Select(secret => secret.Key), Is.Empty, where);
                Assert.That(LinesOf(text, Number()), Is.Empty, where);
                Assert.That(text, Does.Not.Contain(Answer), where);
            }

            await SearchTablesAsync(newsroom.Connection, secrets);
        });
    }

    // Produces each outcome: sent, refused with the number in the answer, refused for the token, moved to dead letters,
    // lost, and unknown until Outlier reads from Twilio.
    private static async Task BroadcastAsync(Newsroom newsroom)
    {
        var state = newsroom.Simulator.State;
        await newsroom.RunAsync("update outlier.settings set refusal_wait = '0', rate_limit_wait = '1 millisecond', ask_twilio_after = '0'");
        state.AddFault(new Fault { PathPrefix = "/v1/drafts", To = "+12005550100", Status = 422, Body = "{\"error\":{\"message\":\"(200) 555-0100 is no number\"}}" });
        state.AddFault(new Fault { PathPrefix = "/v1/drafts", To = "+12005550101", DropAfter = true, Times = 1 });
        state.AddFault(new Fault { PathPrefix = "/v1/drafts", To = "+12005550102", DropBefore = true, Times = 1 });
        state.AddFault(new Fault { PathPrefix = "/v1/drafts", To = "+12005550103", Status = 401, Times = 1 });
        state.AddFault(new Fault { PathPrefix = "/v1/drafts", To = "+12005550104", Status = 429, Times = 1 });
        state.AddFault(new Fault { PathPrefix = "/v1/drafts", To = "+12005550105", NonJson = true, Times = 1 });
        await newsroom.BroadcastAsync(12, "A word from the newsroom", "And another", 1);
        await newsroom.UntilAsync("exists (select from outlier.dead_letters)");
        await newsroom.UntilAsync("(select count(*) >= 20 from outlier.message_statuses)");
        await newsroom.RunAsync("update outlier.requests set due_at = now(); select outlier.wake_executor()");
    }

    // Webhooks from people and from the team, and bodies that Missive would never send.
    private static async Task WebhooksAsync(Newsroom newsroom, Uri address)
    {
        await newsroom.Simulator.State.IncomingAsync("+12005550106", "STOP");
        await newsroom.Simulator.State.IncomingAsync("+12005550107", $"{Answer}, call 200-555-0107");
        await newsroom.UntilAsync("(select unsubscribed from outlier.authors where phone_number = '+12005550106')");
        using var inbox = new Inbox(address);
        const string Person = """{"rule":{"type":"new_comment"},"conversation":{"id":"dd03b859-7652-4619-ab6a-88edefd1460c","authors":[{"name":"A","phone_number":"+12005550108"}]},"comment":""";
        foreach (var (body, path) in (IEnumerable<(string, string)>)
        [
            ($"{Person}5}}", "/user-actions/"),
            ($"{Person}{{\"id\":\"+12005550108\",\"body\":\"\"}}}}", "/user-actions/"),
            ($"{Person}{{\"id\":\"5fcced6d-a999-46b4-a4d4-bc0636cb09bd\",\"body\":\"unsubscribe\",\"created_at\":1767362640,\"author\":{{\"id\":\"19671a99-9d38-4a60-a48f-25a12b1aceff\",\"name\":\"Jordan\"}}}}}}", "/admin-action/?action=unsubscribe"),
            ($"{Person}", "/user-actions/"),
            ("{\"+12005550108\": +12005550108}", "/user-actions/"),
            ("\"+12005550108", "/admin-action/?action=unsubscribe"),
            ($"{Person}5}}", "/admin-action/?action=+12005550108"),
            ("{\"a\":\"+12005550108 \0\"}", "/user-actions/"),
        ])
        {
            using var answer = await inbox.DeliverAsync(body, path);
            Assert.That((int)answer.StatusCode, Is.LessThan(500), body);
            using var unsigned = await inbox.DeliverAsync(Encoding.UTF8.GetBytes(body), path, "sha256=00");
            Assert.That(unsigned.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        }
    }

    // Requests of the sidebar: valid and invalid tokens, a campaign by segments with a link, a label and an exclusion,
    // a campaign by file, and nonsense.
    private async Task TeamAsync(Newsroom newsroom, Uri address)
    {
        await newsroom.RunAsync(
            $"""
             insert into outlier.labels (id, name) values ('{Label}', 'Water'), ('{Excluded}', 'Done');
             insert into outlier.conversations (id) select md5('c' || n)::uuid from generate_series(8, 11) as n;
             insert into outlier.conversations_authors select md5('c' || n)::uuid, '+120055501' || lpad(n::text, 2, '0') from generate_series(8, 11) as n;
             insert into outlier.conversations_labels (conversation_id, label_id) select md5('c' || n)::uuid, '{Label}' from generate_series(8, 11) as n;
             """);
        using var client = new HttpClient { BaseAddress = address };
        var soon = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds();
        var segments = $$"""{"included": {"id": "{{Label}}"}, "excluded": {"id": "{{Excluded}}"} }""";
        var campaign = $$"""{"firstMessage": "Read https://example.org/water", "campaignLabelName": "Spring", "runAt": {{soon}}, "segments": {{segments}} }""";
        string[] good = [_secrets["the operator's token"], _secrets["a JWT"]];
        foreach (var token in (string?[])[null, "outlier_wrong", good[0] + "x", good[1] + "x", .. good])
        {
            foreach (var (path, body) in (IEnumerable<(string, string?)>)
            [
                ("/campaigns/", campaign),
                ("/campaigns/", "{\"firstMessage\": \"+12005550109"),
                ("/campaigns/", "{\"firstMessage\": \"Hi\", \"runAt\": \"+12005550109\"}"),
                ("/campaigns/", "{\"firstMessage\": \"Hi\", \"segments\": \"+12005550109\"}"),
                ("/campaigns/recipient-count", "{\"segments\": {\"included\": {\"id\": \"+12005550109\"}}}"),
                ("/broadcast-settings", "{\"schedule\": {\"mon\": \"+12005550109\"}}"),
                ("/campaigns", null),
                ("/broadcast-sidebar?cursor=12005550109999", null),
            ])
            {
                using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
                using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
                request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
                using var answer = await client.SendAsync(request);
                Assert.That((int)answer.StatusCode, Is.LessThan(500), $"{path} {body}: {await answer.Content.ReadAsStringAsync()}");
            }
        }

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", good[0]);
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent("name,phone\nAda,(200) 555-0110\nBo,200-555-01\nCy,2005550110\n"u8.ToArray()), "file", "people of 2005550110.csv" },
            { new StringContent("Hello"), "firstMessage" },
            { new StringContent($"{soon}"), "runAt" },
        };
        using var made = await client.PostAsync(new Uri("/campaigns/", UriKind.Relative), form);
        Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.OK), await made.Content.ReadAsStringAsync());
        await newsroom.UntilAsync("not exists (select from outlier.campaigns where label_name is not null and cardinality(label_ids) = 0)");
        await newsroom.RunAsync("select outlier.check_and_run_campaigns(now() + interval '65 minutes')");
        await newsroom.RunAsync("insert into outlier.campaign_personalized_recipients (phone_number, message) values ('200 555 0111', 'Dear Di'), ('200 555 01', 'Nobody')");
        await newsroom.UntilAsync("(select count(*) > 0 from outlier.message_statuses where campaign_id is not null)");
        using var list = await client.GetAsync(new Uri("/campaigns/1/recipients.csv", UriKind.Relative));
    }

    // The scheduled jobs, as pg_cron runs them. One of them meets a Twilio that refuses.
    private static async Task NightAsync(Newsroom newsroom)
    {
        newsroom.Simulator.State.AddFault(new Fault { PathPrefix = "/2010-04-01", Status = 500, Body = "{\"code\": 20500, \"message\": \"no log of +12005550100\"}", Times = 1 });
        await newsroom.RunAsync(
            """
            set role outlier_owner;
            select outlier.schedule_jobs();
            reset role;
            select outlier.reconcile();
            select outlier.handle_failed_deliveries();
            select outlier.archive_double_failures();
            select outlier.maintain_queues();
            select outlier.retry_events(now() + interval '1 hour');
            """);
        await newsroom.UntilAsync("exists (select from outlier.requests where failures > 0) or exists (select from outlier.reconciliations where pages > 0)");
        await newsroom.RunAsync("update outlier.requests set due_at = now(); select outlier.wake_executor()");
        await newsroom.UntilAsync("(select state = 'done' from outlier.reconciliations order by id desc limit 1) and not exists (select from outlier.unknown_messages)");
    }

    // Commands with the right configuration, and with wrong ones.
    private async Task OperatorAsync(Dictionary<string, string?> configuration)
    {
        var password = $"Password={_secrets["the database's password"]}";
        (string, (string, string)[])[] commands =
        [
            ("check --json", [("Missive:GeneralToken", _secrets["Twilio:AuthToken"]), ("Twilio:AuthToken", _secrets["Missive:GeneralToken"])]),
            ("check", [("ConnectionStrings:Outlier", $"Host=127.0.0.1;Port=1;Username=outlier_executor;{password}")]),
            ("run", [("ConnectionStrings:Outlier", $"Hots=127.0.0.1;{password}")]),
            ("replay --since 2020-01-01T00:00:00Z", []),
        ];
        await Task.WhenAll(commands.Select(command => WriteAsync(command.Item1, command.Item2)));

        async Task WriteAsync(string arguments, (string, string)[] changes)
        {
            var changed = new Dictionary<string, string?>(configuration, StringComparer.Ordinal);
            foreach (var (key, value) in changes)
            {
                changed[key] = value;
            }

            var (_, output, error) = await OutlierProcess.RunAsync(arguments.Split(' '), changed);
            Assert.That(output + error, Is.Not.Empty, arguments);
            lock (_written)
            {
                _written[$"outlier {arguments}, {_written.Count}"] = output + error;
            }
        }
    }

    private static async Task SearchTablesAsync(NpgsqlConnection connection, List<KeyValuePair<string, string>> secrets)
    {
        var columns = await connection.ColumnAsync<string>(
            """
            select n.nspname || '.' || c.relname || '.' || a.attname
            from pg_class as c
            inner join pg_namespace as n on n.oid = c.relnamespace
            inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where n.nspname in ('outlier', 'cron') and c.relkind in ('r', 'p') and not c.relispartition
              and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'json'::regtype, 'varchar'::regtype, 'bytea'::regtype)
            order by 1
            """);
        Assert.That(columns, Is.SupersetOf(PlacesOfNumbers.Keys.Select(place => $"outlier.{place}")), "what is listed is there");
        foreach (var column in columns)
        {
            var parts = column.Split('.');
            var values = await connection.ColumnAsync<string>($"""select distinct "{parts[2]}"::text from {parts[0]}.{parts[1]} where "{parts[2]}" is not null""");
            var all = string.Join('\n', values);
            Assert.That(secrets.Where(secret => all.Contains(secret.Value, StringComparison.OrdinalIgnoreCase)).Select(secret => secret.Key), Is.Empty, column);
            if (parts[0] == "cron" || !PlacesOfNumbers.ContainsKey($"{parts[1]}.{parts[2]}"))
            {
                Assert.That(LinesOf(all, Number()), Is.Empty, column);
            }
        }
    }

    private static IEnumerable<string> LinesOf(string text, Regex what) => text.Split('\n').Where(line => what.IsMatch(line));

    // Encodings that do not protect a secret.
    private IEnumerable<KeyValuePair<string, string>> Forms() =>
    [
        .. _secrets.Select(secret => KeyValuePair.Create($"{secret.Key} in base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(secret.Value)))),
        .. _secrets.Select(secret => KeyValuePair.Create($"{secret.Key} in hexadecimal", Convert.ToHexString(Encoding.UTF8.GetBytes(secret.Value)))),
        KeyValuePair.Create("Twilio's credentials", Convert.ToBase64String(Encoding.UTF8.GetBytes($"ACb66b4433f5bd599bd33b4980804beb8a:{_secrets["Twilio:AuthToken"]}"))),
    ];

    private Dictionary<string, string?> Configuration(Newsroom newsroom, LookupService lookup)
    {
        var database = new NpgsqlConnectionStringBuilder(newsroom.Database.ConnectionStringFor("outlier_executor")) { IncludeErrorDetail = false };
        // A server that requires no password accepts any.
        database.Password ??= "the-password-of-the-database";
        _secrets["the database's password"] = database.Password;
        var configuration = RunningExecutor.Configuration(database.ConnectionString, newsroom.Simulator.Address);
        configuration["Twilio:BaseUrl"] = newsroom.Simulator.Address.ToString();
        configuration["Twilio:AccountSid"] = newsroom.Simulator.State.Options.AccountSid;
        configuration["Dub:BaseUrl"] = newsroom.Simulator.Address.ToString();
        configuration["Lookup:BaseUrl"] = lookup.Address.ToString();
        foreach (var level in (string[])["Default", "Npgsql", "Microsoft", "Microsoft.AspNetCore", "System", "System.Net.Http.HttpClient"])
        {
            configuration[$"Logging:LogLevel:{level}"] = "Debug";
        }

        foreach (var (key, value) in _secrets.Where(secret => secret.Key.Contains(':', StringComparison.Ordinal)))
        {
            configuration[key] = value;
        }

        return configuration;
    }

    // Matches any spelling of the numbers that this test uses.
    [GeneratedRegex(@"200\W{0,3}555\W{0,2}01[0-9]{2}", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
