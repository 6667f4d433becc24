using Outlier.Simulator;

namespace Outlier.Tests.Executor;

/// <summary>Checks campaigns from a row in the database to Missive, with the other calls that they need.</summary>
public sealed class CampaignTests
{
    private const string Through = "not exists (select from outlier.queued_messages) and not exists (select from outlier.requests)";
    private const string Water = "0e72038c-52f1-4e3b-9705-26b8d6c0b818";
    private const string Done = "104fdf4f-7ab6-402d-b0f7-686c8bf8b860";

    private static readonly Dictionary<string, string?> WithDub = new(StringComparer.Ordinal) { ["Dub:ApiKey"] = "key-of-dub", ["Dub:TagName"] = "texts" };

    [Test]
    public async Task Links_are_shortened_once_and_go_out_short()
    {
        await using var newsroom = await OpenAsync(5);
        await newsroom.StartExecutorAsync(settings: Dub(newsroom, WithDub));
        // The campaign is queued immediately. No message may be sent before the short link exists.
        await newsroom.RunAsync($"{Campaign("Read https://example.org/water and https://example.org/water.")} select outlier.check_and_run_campaigns();");
        await newsroom.UntilAsync(Through);
        var calls = newsroom.Simulator.State.Calls.Where(call => call.Path == "/links/upsert").ToList();
        var texts = newsroom.Simulator.State.Messages.Select(message => message.Body).Distinct(StringComparer.Ordinal).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(calls, Has.Count.EqualTo(1));
            Assert.That(newsroom.Simulator.State.SentCount, Is.EqualTo(5));
            Assert.That(texts, Has.Count.EqualTo(1));
            Assert.That(texts[0], Does.Match(@"^Read (https://go\.example\.org/\w+) and \1\.$"));
        });

        await newsroom.RunAsync($"{Campaign("Again: https://example.org/water")} select outlier.check_and_run_campaigns();");
        await newsroom.UntilAsync(Through);
        Assert.That(newsroom.Simulator.State.Calls.Count(call => call.Path == "/links/upsert"), Is.EqualTo(1), "a link is made once");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Where_no_link_can_be_made_the_original_goes_out(bool configured)
    {
        await using var newsroom = await OpenAsync(2);
        newsroom.Simulator.State.AddFault(new Fault { PathPrefix = "/links", NonJson = true, Status = 502 });
        await newsroom.StartExecutorAsync(settings: configured ? Dub(newsroom, WithDub) : null);
        await newsroom.RunAsync($"{Campaign("Read https://example.org/water")} select outlier.check_and_run_campaigns();");
        await newsroom.UntilAsync(Through);
        Assert.That(newsroom.Simulator.State.Messages.Select(message => message.Body), Is.EqualTo((string[])["Read https://example.org/water", "Read https://example.org/water"]));
    }

    [Test]
    public async Task The_same_label_name_twice_at_once_makes_one_label_that_the_messages_carry()
    {
        await using var newsroom = await OpenAsync(3);
        await newsroom.StartExecutorAsync();
        await newsroom.RunAsync($"{Campaign("One", "Spring checkup")} {Campaign("Two", "spring checkup")}");
        await newsroom.UntilAsync("(select bool_and(cardinality(label_ids) = 1) from outlier.campaigns)");
        Assert.That(newsroom.Simulator.State.Calls.Count(call => call is { Method: "POST", Path: "/v1/shared_labels" }), Is.EqualTo(1));

        await newsroom.RunAsync("select outlier.check_and_run_campaigns()");
        await newsroom.UntilAsync(Through);
        var label = await newsroom.ReadAsync<Guid>("select distinct label_ids[1] from outlier.campaigns");
        Assert.Multiple(() =>
        {
            Assert.That(newsroom.Simulator.State.SentCount, Is.EqualTo(6));
            Assert.That(newsroom.Simulator.State.Calls.Where(call => call.Path == "/v1/drafts").Select(call => call.Body), Has.All.Contain(label.ToString()));
        });
    }

    [Test]
    public async Task A_label_whose_making_got_no_answer_is_found_and_not_made_again()
    {
        await using var newsroom = await OpenAsync(1);
        newsroom.Simulator.State.AddFault(new Fault { Method = "POST", PathPrefix = "/v1/shared_labels", DropAfter = true, Times = 1 });
        await newsroom.StartExecutorAsync();
        await newsroom.RunAsync("update outlier.settings set refusal_wait = interval '0';");
        await newsroom.RunAsync(Campaign("One", "Spring checkup"));
        await newsroom.UntilAsync("(select bool_and(cardinality(label_ids) = 1) from outlier.campaigns)");
        Assert.That(newsroom.Simulator.State.Calls.Count(call => call is { Method: "POST", Path: "/v1/shared_labels" }), Is.EqualTo(1));
    }

    [Test]
    public async Task Who_has_got_an_excluded_label_since_is_skipped()
    {
        await using var newsroom = await OpenAsync(12);
        await newsroom.StartExecutorAsync();
        // Missive already has the label, but its webhook has not arrived.
        var conversations = new List<Guid>();
        for (var person = 0; person < 12; person++)
        {
            conversations.Add(await newsroom.ReadAsync<Guid>($"select md5('c{person}')::uuid"));
        }

        await LabelInMissiveAsync(newsroom, conversations[3], Done);
        await LabelInMissiveAsync(newsroom, conversations[7], Done);
        newsroom.Simulator.State.AddFault(new Fault { Method = "GET", PathPrefix = $"/v1/conversations/{conversations[5]}", Status = 500 });
        await newsroom.RunAsync($"{Campaign("Hello", excluded: Done)} select outlier.check_and_run_campaigns();");
        await newsroom.UntilAsync(Through);
        var left = await newsroom.ReadAsync<string>("select string_agg(right(phone_number, 2) || reason, ',' order by phone_number) from outlier.recipients where reason is not null");
        Assert.Multiple(() =>
        {
            Assert.That(left, Is.EqualTo("03excluded_segment,07excluded_segment"));
            Assert.That(newsroom.Simulator.State.Messages.Select(message => message.To).ToList(), Is.Unique.And.Count.EqualTo(10));
            Assert.That(newsroom.Simulator.State.Messages.Select(message => message.To), Has.None.EqualTo("+12005550103"));
        });
    }

    [Test]
    [Category("without-order")]
    public async Task Five_thousand_people_paused_resumed_paused_and_cancelled_nobody_twice_and_nobody_after()
    {
        await using var newsroom = await OpenAsync(5000);
        newsroom.Simulator.State.Options.AnswerDelay = TimeSpan.FromMilliseconds(20);
        await newsroom.StartExecutorAsync();
        await newsroom.RunAsync($"{Campaign("Hello")} select outlier.check_and_run_campaigns();");
        for (var stop = 1; stop <= 2; stop++)
        {
            await newsroom.UntilAsync($"(select count(*) >= {stop * 500} from outlier.message_statuses)");
            await newsroom.RunAsync("select outlier.pause_batch(id) from outlier.campaigns");
            // A pause takes effect at the next claim. A claim that has begun locks its quota until it commits, and its
            // rows are not visible before. So the test waits for that lock.
            await newsroom.RunAsync("select from outlier.quotas for update");
            await newsroom.UntilAsync("not exists (select from outlier.queued_messages where state = 'sending')");
            var sent = newsroom.Simulator.State.SentCount;
            Assert.That(sent, Is.LessThan(5000), "paused in the middle");
            Assert.That(await newsroom.ReadAsync<bool>(AddsUp), Is.True, "the counts of the API add up while it is paused");
            Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.message_statuses"), Is.EqualTo(sent));
            if (stop == 1)
            {
                await newsroom.RunAsync("select outlier.resume_batch(id) from outlier.campaigns");
            }
        }

        var before = newsroom.Simulator.State.SentCount;
        await newsroom.RunAsync("select outlier.cancel_batch(id) from outlier.campaigns; select outlier.wake_executor();");
        await newsroom.UntilAsync("not exists (select from outlier.queued_messages)");
        var cancelled = await newsroom.ReadAsync<long>("select count(*) from outlier.recipients where reason = 'cancelled'");
        Assert.Multiple(() =>
        {
            Assert.That(newsroom.Simulator.State.SentCount, Is.EqualTo(before), "nobody after the cancel");
            Assert.That(newsroom.Simulator.State.Messages.Select(message => message.To), Is.Unique);
            Assert.That(cancelled, Is.EqualTo(5000 - before), "and nobody skipped before it");
        });
        Assert.That(await newsroom.ReadAsync<bool>(AddsUp), Is.True);
    }

    // Ten thousand people if messages are only queued, and fewer if each message is also sent.
    [TestCase(10_000, false)]
    [TestCase(500, true)]
    [Category("table-campaign_personalized_recipients")]
    public async Task Copied_rows_are_one_campaign_with_a_text_for_each_and_who_opted_out_gets_nothing(int rows, bool send)
    {
        await using var newsroom = await OpenAsync(1);
        await newsroom.RunAsync("insert into outlier.authors (phone_number, unsubscribed) select '+1200555010' || n, true from generate_series(1, 9) as n");
        var notices = new List<string>();
        newsroom.Connection.Notice += (_, notice) => notices.Add(notice.Notice.MessageText);
        var file = await newsroom.Connection.BeginTextImportAsync("copy outlier.campaign_personalized_recipients (phone_number, message) from stdin (format csv, header)");
        await using (file)
        {
            await file.WriteLineAsync("phone_number,message");
            for (var person = 0; person < rows; person++)
            {
                await file.WriteLineAsync($"{Campaigns.CampaignHttpTests.AreaCodes[person / 100]} 555-01{person % 100:00},\"Hello {person}, it's $$ yours\"");
            }
        }

        Assert.That(notices.Single(), Does.Contain($"{rows - 9} queued; skipped: 9 unsubscribed"));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.campaigns"), Is.EqualTo(1));
        var texts = await newsroom.ReadAsync<string[]>("select array_agg(recipient_phone_number || ' ' || message order by recipient_phone_number) from outlier.queued_messages");
        var expected = Enumerable.Range(0, rows).Except(Enumerable.Range(1, 9)).Select(person => $"+1{Campaigns.CampaignHttpTests.AreaCodes[person / 100]}55501{person % 100:00} Hello {person}, it's $$ yours").ToList();
        Assert.That(texts, Is.EqualTo(expected));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.recipients where reason = 'unsubscribed'"), Is.EqualTo(9));
        if (send)
        {
            await newsroom.StartExecutorAsync();
            await newsroom.UntilAsync(Through);
            Assert.That(newsroom.Simulator.State.Messages.Select(message => $"{message.To} {message.Body}"), Is.EquivalentTo(expected));
        }
    }

    private const string AddsUp =
        """
        select (p ->> 'people')::integer = 5000
          and 5000 = (p ->> 'sent')::integer + (p ->> 'waiting')::integer + (p ->> 'sending')::integer + (p ->> 'unknown')::integer + (p ->> 'leftOut')::integer
        from (select api.list_campaigns() #> '{past,items,0,progress}' as p) as listed
        """;

    private static string Campaign(string text, string? label = null, string? excluded = null) =>
        $$"""
          insert into outlier.campaigns (first_message, run_at, label_name, segments)
          values ('{{text}}', now(), {{(label is null ? "null" : $"'{label}'")}}, '{"included": {"id": "{{Water}}"}{{(excluded is null ? string.Empty : $$""", "excluded": {"id": "{{excluded}}"}""")}}}');
          """;

    private static Dictionary<string, string?> Dub(Newsroom newsroom, Dictionary<string, string?> settings) =>
        new(settings, StringComparer.Ordinal) { ["Dub:BaseUrl"] = newsroom.Simulator.Address.ToString() };

    // Each person has a conversation with the label.
    private static async Task<Newsroom> OpenAsync(int people)
    {
        var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync(
            $"""
             insert into outlier.labels (id, name) values ('{Water}', 'Water'), ('{Done}', 'Done');
             insert into outlier.authors (phone_number)
             select '+1' || (200 + n / 100) || '55501' || lpad((n % 100)::text, 2, '0') from generate_series(0, {people} - 1) as n;
             insert into outlier.conversations (id) select md5('c' || n)::uuid from generate_series(0, {people} - 1) as n;
             insert into outlier.conversations_authors
             select md5('c' || n)::uuid, '+1' || (200 + n / 100) || '55501' || lpad((n % 100)::text, 2, '0') from generate_series(0, {people} - 1) as n;
             insert into outlier.conversations_labels (conversation_id, label_id) select md5('c' || n)::uuid, '{Water}' from generate_series(0, {people} - 1) as n;
             """);
        return newsroom;
    }

    private static async Task LabelInMissiveAsync(Newsroom newsroom, Guid conversation, string label)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(newsroom.Simulator.Address, $"v1/conversations/{conversation}"))
        {
            Content = new StringContent(
                $$"""{"conversations": [{"id": "{{conversation}}", "organization": "{{newsroom.Simulator.State.Options.OrganizationId}}", "add_shared_labels": ["{{label}}"]}]}""",
                System.Text.Encoding.UTF8,
                "application/json"),
        };
        request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", "token-of-a-person");
        using var answer = await client.SendAsync(request);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }
}
