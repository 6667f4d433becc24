using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using Outlier.Migrator;
using Outlier.Simulator;
using Outlier.Tests.Executor.Http;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor.Settings;

/// <summary>
/// A short version of a newsroom's day on a database with certain settings: a broadcast with follow-ups, opt-outs and
/// answers, a campaign, a file, personalized rows, reconciliation, and each job. It returns the outcome as lines, which
/// must be the same on all databases.
/// </summary>
internal sealed partial class SmallDay : IAsyncDisposable
{
    private const string Label = "0e72038c-52f1-4e3b-9705-26b8d6c0b818";
    private const string ShortWait = "update outlier.settings set refusal_wait = '0'";

    // Contains capitals that some locales lower differently, accents, a backslash and a quote.
    private const string Text = "¿Qué TAL? It''s \\d INFO";

    private static readonly string[] Paths =
    [
        "/broadcast-sidebar/", "/broadcast-settings/", "/campaigns/segments/", "/campaigns/", "/people/+12005550103/", "/consent-reviews/", "/settings/", "/audit/", "/today/",
        "/broadcasts/1/results/", "/broadcasts/1/recipients/", "/campaigns/3/recipients.csv",
    ];

    // The compared data: everything that the day stores, without ids and times, which differ from day to day.
    private static readonly (string Name, string Sql)[] Left =
    [
        ("status", "select concat_ws(' ', s.recipient_phone_number, s.message, s.is_second, s.twilio_sent_status, s.audience_segment_id) from outlier.message_statuses as s"),
        ("recipient", "select concat_ws(' ', r.batch_id, r.phone_number, r.reason, r.follow_up_reason) from outlier.recipients as r"),
        ("author", "select concat_ws(' ', a.phone_number, a.unsubscribed, a.exclude, a.added_via_file_upload, a.last_texted_at is not null) from outlier.authors as a"),
        ("consent", "select concat_ws(' ', e.phone_number, e.kind, e.source, e.words) from outlier.consent_events as e"),
        ("review", "select concat_ws(' ', r.phone_number, r.message, r.decision) from outlier.consent_reviews as r"),
        ("reply", "select concat_ws(' ', t.from_phone_number, t.is_reply, t.reply_to_broadcast) from outlier.twilio_messages as t where t.is_reply"),
        ("batch", "select concat_ws(' ', b.id, b.kind, b.state, b.error, b.first_message, b.delay, cardinality(b.label_ids)) from outlier.batches as b"),
        ("label", "select l.name from outlier.labels as l"),
        ("file", "select concat_ws(' ', f.line, f.verdict, f.phone_number, f.note) from outlier.campaign_file_recipients as f"),
        ("pass", "select concat_ws(' ', r.state) from outlier.reconciliations as r"),
        ("incident", "select concat_ws(' ', i.kind, i.message) from outlier.incidents as i"),
        ("error", "select e::text from outlier.errors as e"),
        ("given up", "select d::text from outlier.dead_letters as d"),
        ("problem", "select concat_ws(' ', p.kind, p.message) from outlier.problems as p where p.kind <> 'scheduler_silent'"),
        ("waiting", "select q::text from outlier.queued_messages as q"),
        ("request", "select concat_ws(' ', r.kind, r.state, r.last_error) from outlier.requests as r"),
        ("audit", "select concat_ws(' ', a.action, a.kind, a.object_id, a.before, a.after) from outlier.audit_log as a where a.action <> 'deleted'"),
        ("month", "select to_char(min(received_at) at time zone 'UTC', 'YYYY-MM') || ' ' || c.relname from outlier.invoke_history as h inner join pg_catalog.pg_class as c on c.oid = h.tableoid group by c.relname"),
    ];

    private readonly TestDatabase database;
    private readonly SimulatorHost simulator;
    private readonly string executorAs;
    private readonly string ownerAs;
    private RunningExecutor? executor;

    private SmallDay(TestDatabase database, SimulatorHost simulator, string executorAs, string ownerAs)
    {
        this.database = database;
        this.simulator = simulator;
        this.executorAs = executorAs;
        this.ownerAs = ownerAs;
    }

    private SimulatorState State => simulator.State;

    private Uri Address => executor!.Address;

    /// <summary>Applies the settings of a variant to a migrated database.</summary>
    public static async Task<SmallDay> OpenAsync(TestDatabase database, Way way)
    {
        await Sql.ExecuteAsync(database.ConnectionString, await File.ReadAllTextAsync(Repository.PathTo("sql", "tests", "_support", "cron.sql")));
        DatabaseMigrator.Run(new MigrationOptions(database.ConnectionString, WithoutCron: true));
        foreach (var setting in way.OnRoles)
        {
            await SetAsync(database, $"role outlier_executor in database {database.Name}", setting);
            await SetAsync(database, $"role outlier_owner in database {database.Name}", setting);
        }

        var options = new SimulatorOptions
        {
            UserActionWebhooks = false, WebhookSecret = RunningExecutor.Secret, Quotas = [], MaxConcurrent = 0, DeliverAfter = TimeSpan.Zero,
            WebhookRetryPause = TimeSpan.FromMilliseconds(200),
        };
        var services = await SimulatorHost.StartAsync(options);
        var server = await TestDatabase.ServerAsync();
        return new SmallDay(
            database, services, LoginOf(database, server, "outlier_executor", way.Connection), LoginOf(database, server, "outlier_owner", string.Empty));
    }

    /// <summary>Applies a setting before the migration.</summary>
    public static async Task SetAsync(TestDatabase database, string whose, string setting) =>
        await (await TestDatabase.ServerAsync()).ExecuteAsync($"alter {(whose.Length > 0 ? whose : $"database {database.Name}")} set {setting}");

    /// <summary>The problems that <c>outlier check</c> reports.</summary>
    public async Task<string> CheckAsync()
    {
        await ExecuteAsync(Settings());
        return await ScalarAsync(
            executorAs, "select coalesce(string_agg(i ->> 'name' || ': ' || (i ->> 'problem') || ' ' || (i ->> 'remedy'), '; '), '') from jsonb_array_elements(api.check_installation() -> 'items') as i where i ->> 'problem' is not null");
    }

    /// <summary>Plays the day. Returns the outcome, line by line.</summary>
    public async Task<IReadOnlyList<string>> PlayAsync()
    {
        await SetUpAsync();
        executor = await RunningExecutor.StartAsync(executorAs, simulator.Address, settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Twilio:BaseUrl"] = simulator.Address.ToString(),
            ["Twilio:AccountSid"] = State.Options.AccountSid,
            ["Twilio:AuthToken"] = State.Options.TwilioAuthToken,
            ["Auth:JwtSecret"] = Jwt.Secret,
            ["Auth:Audience"] = Jwt.Audience,
            ["Installation:Name"] = "day",
        });
        State.Options.WebhookUrl = executor.Address;
        var lines = new List<string>();
        await BroadcastAsync(lines);
        await CampaignsAsync(lines);
        await JobsAsync();
        lines.AddRange(State.Messages.Where(message => message.Direction == "outgoing").Select(message => $"sent {message.To} {message.Body} {message.LabelIds.Count}").Order(StringComparer.Ordinal));
        lines.AddRange(State.Posts.Select(post => $"post {Masked(post.Text ?? string.Empty)}").Order(StringComparer.Ordinal));
        foreach (var (name, sql) in Left)
        {
            var rows = await ColumnAsync(sql);
            lines.AddRange(rows.Select(row => $"{name} {Masked(row)}").Order(StringComparer.Ordinal));
        }

        foreach (var path in Paths)
        {
            var answer = await SendAsync(HttpMethod.Get, path, null, HttpStatusCode.OK);
            // The test compares the audit entries above. The answer of this path is left out, because some entries have
            // a random order.
            lines.Add(path == "/audit/" ? path : $"{path} {Masked(answer)}");
        }

        lines.Add($"export {Masked(await ScalarAsync(database.ConnectionString, "select string_agg(k, ' ' order by k collate \"C\") from jsonb_object_keys(outlier.export_person('+12005550103')) as k"))}");
        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        if (executor is not null)
        {
            await executor.DisposeAsync();
        }

        await simulator.DisposeAsync();
    }

    // If the server trusts this machine, the session logs in as the role. Only a login gets the settings of its role.
    private static string LoginOf(TestDatabase database, TestServer server, string role, string more)
    {
        var builder = new NpgsqlConnectionStringBuilder(database.ConnectionStringFor(role));
        if (server.IsOnThisMachine)
        {
            builder.Username = role;
            builder.Options = null;
        }

        var options = more.StartsWith(' ') ? more : string.Empty;
        builder.Options = builder.Options + options is { Length: > 0 } all ? all : null;
        return options.Length > 0 ? builder.ConnectionString : builder.ConnectionString + more;
    }

    private static string Settings() =>
        """
        delete from outlier.contact_hours where state is not null;
        update outlier.contact_hours set opens = '00:00', closes = '24:00';
        update outlier.scheduler set jobs_set_up_at = now() + interval '1 day';
        update outlier.lookup_templates set content = '104fdf4f-7ab6-402d-b0f7-686c8bf8b860' where name = 'missive_broadcast_post_closing_label_id';
        update outlier.quotas set max_concurrent = null;
        delete from outlier.quota_limits;
        """
        + $"""
           update outlier.settings
           set sending_phone_number = '{new SimulatorOptions().OurNumber}', organization_id = '{new SimulatorOptions().OrganizationId}',
             archive_label_id = '104fdf4f-7ab6-402d-b0f7-686c8bf8b860', max_texts_per_day = null, max_batches_per_week = null, urgent_reserve = 0, installation = 'day';
           """;

    private static string Masked(string text) => Volatile().Replace(text, "#");

    private async Task SetUpAsync()
    {
        await ExecuteAsync(Settings());
        await ExecuteAsync(
            $"""
             insert into outlier.authors (phone_number, name)
             select '+120055501' || lpad(n::text, 2, '0'), 'Íngrid I. ' || n from generate_series(0, 11) as n;
             insert into outlier.labels (id, name, name_with_parent_names) values ('{Label}', 'Spring Initiative Ñ', 'Spring Initiative Ñ');
             insert into outlier.conversations (id) select md5(phone_number)::uuid from outlier.authors;
             insert into outlier.conversations_authors select md5(phone_number)::uuid, phone_number from outlier.authors;
             insert into outlier.conversations_labels (conversation_id, label_id)
             select md5(phone_number)::uuid, '{Label}' from outlier.authors where phone_number >= '+12005550106';
             insert into outlier.audience_segments (id, name, query) values
               (1, 'Odd', $q$select a.phone_number from authors as a left join conversations_authors as c on c.author_phone_number = a.phone_number where a.phone_number ~ '^\+\d+[13579]$' order by 1$q$),
               (2, 'Inactive', 'select phone_number from authors order by last_texted_at nulls first, phone_number');
             insert into outlier.broadcast_settings (mon, tue, wed, thu, fri, sat, sun)
             values ('10:00', '10:00', '10:00', '10:00', '10:00', '10:00', '10:00');
             delete from outlier.broadcasts where state = 'scheduled';
             insert into outlier.broadcasts (first_message, second_message, no_users, delay, run_at) values (E'{Text.Replace("\\", "\\\\", StringComparison.Ordinal)}', 'Second', 8, 600, now());
             insert into outlier.broadcasts_segments select b.id, 1, 50 from outlier.broadcasts as b where b.state = 'scheduled';
             """);
    }

    private async Task BroadcastAsync(List<string> lines)
    {
        await JobAsync("check-and-trigger-broadcast");
        await UntilAsync("(select count(*) = 8 from outlier.message_statuses)");
        var people = await ColumnAsync("select s.recipient_phone_number from outlier.message_statuses as s order by s.recipient_phone_number collate \"C\"");
        string[] answers = ["QUIT", "UNSUBSCRIBE", "No Más", "IT IS BROWN, I THINK \\ ÍNDIGO", "WRONG NUMBER, I AM NOT INGRID", "OPT OUT, CANCELAR SUSCRIPCIÓN"];
        foreach (var (person, answer) in people.Zip(answers))
        {
            lines.Add($"heard {person} {answer} {await State.IncomingAsync(person, answer)}");
        }

        await State.WaitForWebhooksAsync(Newsroom.Limit);
        await ExecuteAsync("update outlier.broadcast_second_messages set due_at = now()");
        await ExecuteAsync("select outlier.wake_executor('second_messages')");
        await UntilAsync("(select state = 'done' from outlier.batches where kind = 'broadcast' and state <> 'scheduled')");
    }

    private async Task CampaignsAsync(List<string> lines)
    {
        var inAnHour = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds();
        var request = $$"""{"title": "INITIATIVE", "firstMessage": "Is it clear?", "secondMessage": "And now?", "delay": 60, "campaignLabelName": "SPRING INITIATIVE Ñ", "runAt": {{inAnHour}}, "segments": {"included": {"id": "{{Label}}", "since": 1} } }""";
        using (var body = new StringContent(request, Encoding.UTF8, "application/json"))
        {
            lines.Add($"campaign {Masked(await SendAsync(HttpMethod.Post, "/campaigns/", body, HttpStatusCode.OK))}");
        }

        var file = new ByteArrayContent(Encoding.UTF8.GetBytes("INFORMACIÓN,MÓVIL\nx,(200) 555-0120\ny,200-555-0121 EXTENSION 12\nz,CELL IS 12\nx,2005550120\n"));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using (var form = new MultipartFormDataContent
            {
                { file, "file", "people.csv" }, { new StringContent(inAnHour.ToString(CultureInfo.InvariantCulture)), "runAt" }, { new StringContent("For the file"), "firstMessage" },
            })
        {
            lines.Add($"file {Masked(await SendAsync(HttpMethod.Post, "/campaigns/", form, HttpStatusCode.OK))}");
        }

        await ExecuteAsync("update outlier.campaigns set run_at = now() - interval '1 second'");
        await JobAsync("check-and-run-campaigns");
        await ExecuteAsync("insert into outlier.campaign_personalized_recipients (phone_number, message) values ('2005550130', 'Dear INGRID'), ('nobody', 'Dear'), ('+1 200 555 0100', 'Dear')");
        await UntilAsync("(select bool_and(state in ('done', 'sending')) from outlier.campaigns) and not exists (select from outlier.broadcast_first_messages) and not exists (select from outlier.requests)");
        await ExecuteAsync("update outlier.broadcast_second_messages set due_at = now()");
        await ExecuteAsync("select outlier.wake_executor('second_messages')");
        await UntilAsync("(select bool_and(state = 'done') from outlier.campaigns) and not exists (select from outlier.queued_messages)");
        await State.WaitForWebhooksAsync(Newsroom.Limit);
    }

    // First the jobs of pg_cron, as their owner. Then the functions that administrators call by hand.
    private async Task JobsAsync()
    {
        await UntilAsync("not exists (select from outlier.requests) and not exists (select from outlier.message_reads)");
        foreach (var job in await ColumnAsync("select w.job from outlier.wanted_jobs as w order by w.job"))
        {
            await JobAsync(job);
        }

        await UntilAsync("(select bool_and(state = 'done') from outlier.reconciliations) and not exists (select from outlier.requests)");
        foreach (var call in (string[])["select outlier.maintain_queues()", "select outlier.schedule_jobs()", "call outlier.run_maintenance()", "select outlier.stop_all_sending()", "select outlier.resume_all_sending()"])
        {
            await ExecuteAsync(call);
        }

        await UntilAsync("not exists (select from outlier.requests)");
    }

    private async Task JobAsync(string job) =>
        await Sql.ExecuteAsync(ownerAs, await ScalarAsync(database.ConnectionString, $"select w.command from outlier.wanted_jobs as w where w.job = '{job}'"));

    private async Task<string> SendAsync(HttpMethod method, string path, HttpContent? content, HttpStatusCode expected)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(Address, path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Jwt.Make("sender", DateTimeOffset.UtcNow.AddHours(1)));
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(expected), $"{method} {path}: {body}\n{executor!.Log.Text}");
        return body;
    }

    // Each command has a separate connection, like an administrator's psql, because some servers end idle sessions
    // soon.
    private Task ExecuteAsync(string sql) => Sql.ExecuteAsync(database.ConnectionString, sql);

    private static async Task<string> ScalarAsync(string connectionString, string sql) => await Sql.ScalarAsync<string>(connectionString, sql) ?? string.Empty;

    private async Task<IReadOnlyList<string>> ColumnAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        return await connection.ColumnAsync<string>(sql);
    }

    private async Task<string> AnswerOfSimulatorAsync()
    {
        using var client = new HttpClient();
        try
        {
            using var answer = await client.GetAsync(simulator.Address);
            return answer.StatusCode.ToString();
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }
    }

    private async Task UntilAsync(string condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await Sql.ScalarAsync<bool>(database.ConnectionString, $"select {condition} from (select pg_sleep(0.03)) as breath"))
        {
            if (limit.IsCancellationRequested)
            {
                var left = new List<string>();
                foreach (var (name, sql) in Left.Where(part => part.Name is "waiting" or "request" or "incident" or "error" or "batch"))
                {
                    left.AddRange((await ColumnAsync(sql)).Select(row => $"{name} {row}"));
                }

                Assert.Fail($"Not so: {condition}\n{string.Join('\n', left)}\nThe simulator at {simulator.Address}: {await AnswerOfSimulatorAsync()}\n{executor?.Log.Text}");
            }
        }
    }

    // Ids of Missive and Twilio, Unix seconds, dates with and without times, and months.
    [GeneratedRegex(
        @"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\bSM[0-9a-f]{32}|\b1[0-9]{9}(\.[0-9]+)?\b|[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(Z|[+-][0-9:]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}|0\.[0-9]+",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Volatile();
}
