using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Outlier.Tests.Executor.Http;

namespace Outlier.Tests.Executor.Campaigns;

/// <summary>
/// Checks how the team's sidebar creates, changes and reads campaigns over HTTP. The SQL tests check the values of each
/// field.
/// </summary>
public sealed class CampaignHttpTests
{
    private const string Water = "0e72038c-52f1-4e3b-9705-26b8d6c0b818";
    private static readonly long Tomorrow = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds();
    private Door _door = null!;

    [SetUp]
    public async Task Open_the_door()
    {
        _door = await Door.OpenAsync();
        await _door.Newsroom.RunAsync(
            $"""
             insert into outlier.labels (id, name) values ('{Water}', 'Water');
             insert into outlier.authors (phone_number, name) values ('+12005550100', 'Ada'), ('+12005550101', null), ('+12005550102', null);
             update outlier.authors set unsubscribed = true where phone_number = '+12005550102';
             insert into outlier.conversations (id) select md5(phone_number)::uuid from outlier.authors;
             insert into outlier.conversations_authors select md5(phone_number)::uuid, phone_number from outlier.authors;
             insert into outlier.conversations_labels (conversation_id, label_id) select id, '{Water}' from outlier.conversations;
             """);
    }

    [TearDown]
    public async Task Close_the_door() => await _door.DisposeAsync();

    [TestCase("/campaigns/segments/")]
    [TestCase("/campaigns/segments")]
    [TestCase("/campaign/segments/")]
    [Category("GET-/campaigns/segments")]
    public async Task Labels_are_what_segments_are_made_of(string path) =>
        Assert.That((await GetAsync(path)).ToJsonString(), Is.EqualTo($$"""[{"id":"{{Water}}","name":"Water"}]"""));

    [Test]
    [Category("POST-/campaigns/recipient-count"), Category("POST-/campaigns/preview"), Category("api.count_recipients")]
    public async Task People_are_counted_and_shown_before_anything_is_made()
    {
        var count = await OkAsync(HttpMethod.Post, "/campaigns/recipient-count/", $$"""{"segments": {"included": {"id": "{{Water}}"} } }""");
        Assert.That(count.ToJsonString(), Is.EqualTo("""{"recipient_count":2}"""));

        var preview = await OkAsync(HttpMethod.Post, "/campaigns/preview/", $$"""{"segments": {"included": {"id": "{{Water}}"} }, "firstMessage": "¿Qué tal? 🎉"}""");
        Assert.That(preview["recipientCount"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That(preview["firstMessage"]!.ToJsonString(), Is.EqualTo("""{"parts":1,"length":11,"encoding":"UCS-2"}"""));
        Assert.That(preview["expectedParts"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That(preview["sample"]![0]!.ToJsonString(), Is.EqualTo("""{"name":"Ada","phoneNumber":"\u002B12005550100"}"""));
    }

    [Test]
    [Category("GET-/campaigns"), Category("POST-/campaigns"), Category("PATCH-/campaigns/{id}"), Category("DELETE-/campaigns/{id}")]
    public async Task A_campaign_is_made_changed_listed_and_deleted()
    {
        var made = await OkAsync(HttpMethod.Post, "/campaigns/", Request());
        var id = made["id"]!.GetValue<long>();
        Assert.That(made["recipientCount"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That(made["delay"]!.GetValue<int>(), Is.EqualTo(600));
        Assert.That(made["runAt"]!.GetValue<long>(), Is.EqualTo(Tomorrow));

        var changed = await OkAsync(HttpMethod.Patch, $"/campaigns/{id}/", """{"title": "Spring", "secondMessage": "And now?"}""");
        Assert.That(changed["title"]!.GetValue<string>(), Is.EqualTo("Spring"));
        Assert.That(changed["firstMessage"]!.GetValue<string>(), Is.EqualTo("Is your water clear?"));

        var list = await GetAsync("/campaigns/?page=1&pageSize=5");
        Assert.That(list["upcoming"]![0]!["title"]!.GetValue<string>(), Is.EqualTo("Spring"));
        Assert.That(list["past"]!["pagination"]!.ToJsonString(), Is.EqualTo("""{"page":1,"pageSize":5,"totalItems":0,"totalPages":0}"""));

        var deleted = await OkAsync(HttpMethod.Delete, $"/campaign/{id}");
        Assert.That(deleted["id"]!.GetValue<long>(), Is.EqualTo(id));
        Assert.That(deleted["message"]!.GetValue<string>(), Is.Not.Empty);
        Assert.That((await GetAsync("/campaigns/"))["upcoming"]!.AsArray(), Is.Empty);
    }

    [Test]
    [Category("PATCH-/campaigns/{id}"), Category("DELETE-/campaigns/{id}")]
    public async Task A_campaign_that_has_run_is_past_and_stays_as_it_is()
    {
        var id = (await OkAsync(HttpMethod.Post, "/campaigns", Request()))["id"]!.GetValue<long>();
        await _door.Newsroom.RunAsync($"select outlier.queue_campaign_messages({id})");
        await _door.Newsroom.UntilAsync("not exists (select from outlier.queued_messages)");

        Assert.That(await RefusalAsync(HttpMethod.Patch, $"/campaigns/{id}", HttpStatusCode.BadRequest, """{"title": "x"}"""), Does.Contain("cannot be changed"));
        Assert.That(await RefusalAsync(HttpMethod.Delete, $"/campaigns/{id}", HttpStatusCode.BadRequest), Does.Contain("cannot be deleted"));
        var past = (await GetAsync("/campaigns/"))["past"]!["items"]![0]!;
        Assert.That(past["firstMessageCount"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That(past["progress"]!["people"]!.GetValue<int>(), Is.EqualTo(3));
        Assert.That(past["progress"]!["leftOut"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [TestCase("""{"delay": 0}""", "Delay must be at least 1")]
    [TestCase("""{"runAt": 1}""", "runAt must be in the future")]
    [TestCase("""{"firstMessage": null}""", "firstMessage is missing")]
    [TestCase("""{"campaignLabelName": "a/b"}""", "campaignLabelName must not contain")]
    [TestCase("""{"segments": {"included": {"id": "104fdf4f-7ab6-402d-b0f7-686c8bf8b860"}}}""", "Segments.included.id: the label")]
    [TestCase("""{"segments": {"included": [[{"id": "x"}]]}}""", "Segments.included[0][0].id: \"x\" is not the id")]
    [TestCase("""{"title": "\u0000"}""", "A value cannot be read")]
    [Category("POST-/campaigns")]
    public async Task What_is_not_acceptable_is_said(string change, string expected)
    {
        var request = JsonNode.Parse(Request())!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(change)!.AsObject())
        {
            request[key] = value?.DeepClone();
        }

        Assert.That(await RefusalAsync(HttpMethod.Post, "/campaigns/", HttpStatusCode.BadRequest, request.ToJsonString()), Does.StartWith(expected));
        Assert.That(await _door.Newsroom.ReadAsync<long>("select count(*) from outlier.campaigns"), Is.Zero, "and nothing is made");
    }

    [Test]
    public async Task What_is_not_there_is_not_found()
    {
        Assert.That(await RefusalAsync(HttpMethod.Patch, "/campaigns/7/", HttpStatusCode.NotFound, "{}"), Is.EqualTo("Campaign 7 does not exist."));
        Assert.That(await RefusalAsync(HttpMethod.Delete, "/campaigns/7/", HttpStatusCode.NotFound), Is.EqualTo("Campaign 7 does not exist."));
        Assert.That(await RefusalAsync(HttpMethod.Get, "/campaigns/7/recipients.csv", HttpStatusCode.NotFound), Is.EqualTo("Campaign 7 does not exist."));
        Assert.That(await RefusalAsync(HttpMethod.Get, "/campaigns/?page=0", HttpStatusCode.BadRequest), Does.Contain("page must be a whole number").IgnoreCase);
    }

    [Test]
    [Category("POST-/campaigns"), Category("GET-/campaigns/{id}/recipients.csv")]
    public async Task A_file_says_what_became_of_its_lines_and_each_person_what_they_got()
    {
        const string File = "name,Phone Number\nAda,(200) 555-0100\nBo,2005550102\nBo again,200-555-0100\nCy,12\nDi,+1 200 555 0103\n";
        var made = await UploadAsync(HttpMethod.Post, "/campaigns/", File);
        var id = made["id"]!.GetValue<long>();
        Assert.That(made["file"]!["lines"]!.GetValue<int>(), Is.EqualTo(5));
        Assert.That(made["recipientCount"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That(made["delay"]!.GetValue<int>(), Is.EqualTo(30), "numbers of a form are text");

        await _door.Newsroom.RunAsync($"select outlier.queue_campaign_messages({id})");
        await _door.Newsroom.UntilAsync("not exists (select from outlier.queued_messages)");
        using var answer = await _door.SendAsync(HttpMethod.Get, $"/campaigns/{id}/recipients.csv", _door.TokenOf("viewer"));
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(',', line.Split(',').Take(6))).ToList();
        Assert.That(answer.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/csv; charset=utf-8"));
        Assert.That(lines, Is.EqualTo((string[])
        [
            "line,raw,phone_number,outcome,reason,duplicate_of",
            "2,(200) 555-0100,+12005550100,sent,,",
            "3,2005550102,+12005550102,not sent,unsubscribed,",
            "4,200-555-0100,+12005550100,not sent,duplicate,2",
            "5,12,,not sent,invalid_number,",
            "6,'+1 200 555 0103,+12005550103,sent,,",
        ]));
    }

    [Test]
    [Category("PATCH-/campaigns/{id}")]
    public async Task A_file_with_messages_makes_a_personalized_campaign_and_segments_may_take_its_place()
    {
        var made = await UploadAsync(HttpMethod.Post, "/campaigns/", "phone;message\n2005550100;\"Dear Ada; it's \"\"yours\"\"\"\n2005550101;Dear Bo\n", firstMessage: null);
        var id = made["id"]!.GetValue<long>();
        Assert.That(made["recipientCount"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That(
            await _door.Newsroom.ReadAsync<string>($"select message from outlier.campaign_file_recipients where campaign_id = {id} and line = 2"),
            Is.EqualTo("Dear Ada; it's \"yours\""));
        Assert.That(
            await RefusalAsync(HttpMethod.Patch, $"/campaigns/{id}/", HttpStatusCode.BadRequest, $$"""{"segments": {"included": {"id": "{{Water}}"} } }"""),
            Does.StartWith("firstMessage is missing"));
        var changed = await OkAsync(HttpMethod.Patch, $"/campaigns/{id}/", $$"""{"firstMessage": "Hi all", "segments": {"included": {"id": "{{Water}}"} } }""");
        Assert.That(changed["segments"], Is.Not.Null);
        Assert.That(await _door.Newsroom.ReadAsync<long>("select count(*) from outlier.campaign_file_recipients"), Is.Zero);
    }

    /// <summary>All area codes that a person's number can have.</summary>
    internal static int[] AreaCodes { get; } = [.. Enumerable.Range(200, 600).Where(code => code / 10 % 10 != 9 && code % 100 != 11 && code / 10 != 37)];

    [Test]
    public async Task A_file_of_two_hundred_thousand_lines_is_taken()
    {
        var file = new StringBuilder("phone\n");
        for (var line = 0; line < 200_000; line++)
        {
            file.Append("+1").Append(AreaCodes[line / 100 % AreaCodes.Length]).Append("55501").Append((line % 100).ToString("00", System.Globalization.CultureInfo.InvariantCulture)).Append('\n');
        }

        var made = await UploadAsync(HttpMethod.Post, "/campaigns/", file.ToString());
        Assert.That(made["file"]!["lines"]!.GetValue<int>(), Is.EqualTo(200_000));
        Assert.That(made["file"]!["accepted"]!.GetValue<int>(), Is.EqualTo((100 * AreaCodes.Length) - 2), "each number once, but one of them unsubscribed, and one of them ours");
    }

    [Test]
    public async Task A_long_cell_is_cut_between_characters_and_fails_nothing()
    {
        // The 200th UTF-16 unit of the cell is the first half of an emoji.
        var cell = new string('x', 199) + "🎉 and more";
        var made = await UploadAsync(HttpMethod.Post, "/campaigns/", $"phone_number\n{cell}\n+12005550100\n");
        Assert.That(made["file"]!["invalidNumbers"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(made["file"]!["accepted"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(
            await _door.Newsroom.ReadAsync<string>("select raw from outlier.campaign_file_recipients where verdict = 'invalid_number'"),
            Is.EqualTo(new string('x', 199)));
    }

    [TestCase("/campaigns/", "firstMessage")]
    [TestCase("/campaigns/preview/", "title")]
    public async Task A_text_that_was_cut_in_the_middle_of_a_character_is_refused_with_the_reason(string path, string field)
    {
        var body = $$"""{"{{field}}": "Hello \ud83d", "runAt": {{Tomorrow}}, "segments": {"included": {"id": "{{Water}}"} } }""";
        Assert.That(await RefusalAsync(HttpMethod.Post, path, HttpStatusCode.BadRequest, body), Does.StartWith("The body has half of a character"));
        await OkAsync(HttpMethod.Post, path, body.Replace("\\ud83d", "\\ud83d\\udf89 \\\\ud83d", StringComparison.Ordinal).Replace("Hello", "Is your water clear?", StringComparison.Ordinal)
            .Replace("\"title\"", "\"firstMessage\"", StringComparison.Ordinal));
    }

    [Test]
    public async Task A_text_for_everybody_beside_a_column_of_texts_is_refused_until_somebody_says_which_of_them_is_meant()
    {
        const string File = "phone_number,message\n+12005550100,Dear Ada\n+12005550101,\n";
        using (var form = Form(File, "For everybody"))
        {
            using var refused = await _door.SendAsync(HttpMethod.Post, "/campaigns/", _door.TokenOf("editor"), form);
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(await Door.MessageOfAsync(refused), Does.StartWith("firstMessage and a file with a column of texts").And.Contain("messageColumn: null"));
        }

        Assert.That(await _door.Newsroom.ReadAsync<long>("select count(*) from outlier.campaigns"), Is.Zero);

        using var decided = Form(File, "For everybody");
        using var nothing = new StringContent(string.Empty);
        decided.Add(nothing, "messageColumn");
        using var answer = await _door.SendAsync(HttpMethod.Post, "/campaigns/", _door.TokenOf("editor"), decided);
        var made = await ReadAsync(answer);
        Assert.That(made["firstMessage"]!.GetValue<string>(), Is.EqualTo("For everybody"));
        await _door.Newsroom.RunAsync($"select outlier.queue_campaign_messages({made["id"]!.GetValue<long>()})");
        Assert.That(
            await _door.Newsroom.ReadAsync<string>("select string_agg(message, ', ' order by recipient_phone_number) from outlier.broadcast_first_messages"),
            Is.EqualTo("For everybody, For everybody"));

        var texts = await UploadAsync(HttpMethod.Post, "/campaigns/", File, firstMessage: null);
        Assert.That(texts["firstMessage"]!.GetValue<string>(), Is.EqualTo("Dear Ada"), "the text that is shown is one that is sent");
    }

    [Test]
    public async Task A_program_that_always_sends_excluded_may_send_an_empty_list()
    {
        var made = await OkAsync(HttpMethod.Post, "/campaigns/", Request().Replace("\"segments\": {", "\"segments\": {\"excluded\": [], ", StringComparison.Ordinal));
        Assert.That(made["recipientCount"]!.GetValue<int>(), Is.EqualTo(2));
        var segments = $$"""{"segments": {"included": {"id": "{{Water}}"}, "excluded": []} }""";
        Assert.That((await OkAsync(HttpMethod.Post, "/campaigns/recipient-count/", segments)).ToJsonString(), Is.EqualTo("""{"recipient_count":2}"""));
        Assert.That((await OkAsync(HttpMethod.Post, "/campaigns/preview/", segments))["sample"]!.AsArray(), Has.Count.EqualTo(2));
        var id = made["id"]!.GetValue<long>();
        await OkAsync(HttpMethod.Patch, $"/campaigns/{id}/", segments);
        await _door.Newsroom.RunAsync($"select outlier.queue_campaign_messages({id})");
        await _door.Newsroom.UntilAsync("(select count(*) = 2 from outlier.message_statuses)");
        Assert.That(await _door.Newsroom.ReadAsync<long>("select count(*) from outlier.requests where kind = 'read_conversation'"), Is.Zero, "nobody is asked about exclusions that there are not");
        Assert.That(await RefusalAsync(HttpMethod.Post, "/campaigns/", HttpStatusCode.BadRequest, Request().Replace("{\"id\": \"" + Water + "\"}", "[]", StringComparison.Ordinal)), Does.StartWith("Segments.included is an empty list"));
    }

    [Test]
    public async Task What_is_no_list_of_numbers_is_refused_and_makes_nothing()
    {
        foreach (var file in new[] { "name,town\nAda,Detroit\n", "PK\u0003\u0004\u0000\u0000", "phone\nhello\n" })
        {
            using var form = Form(file, "Hi");
            using var answer = await _door.SendAsync(HttpMethod.Post, "/campaigns/", _door.TokenOf("editor"), form);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), file);
            Assert.That(await Door.MessageOfAsync(answer), Does.Contain("file"));
        }

        Assert.That(await _door.Newsroom.ReadAsync<long>("select count(*) from outlier.campaigns"), Is.Zero);
    }

    private static string Request() =>
        $$"""{"firstMessage": "Is your water clear?", "runAt": {{Tomorrow}}, "segments": {"included": {"id": "{{Water}}"} } }""";

    private static MultipartFormDataContent Form(string file, string? firstMessage)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var form = new MultipartFormDataContent
        {
            { content, "file", "people.csv" },
            { new StringContent(Tomorrow.ToString(System.Globalization.CultureInfo.InvariantCulture)), "runAt" },
            { new StringContent("30"), "delay" },
        };
        if (firstMessage is not null)
        {
            form.Add(new StringContent(firstMessage), "firstMessage");
        }

        return form;
    }

    private async Task<JsonNode> UploadAsync(HttpMethod method, string path, string file, string? firstMessage = "Is your water clear?")
    {
        using var form = Form(file, firstMessage);
        using var answer = await _door.SendAsync(method, path, _door.TokenOf("editor"), form);
        return await ReadAsync(answer);
    }

    private Task<JsonNode> GetAsync(string path) => OkAsync(HttpMethod.Get, path);

    private async Task<JsonNode> OkAsync(HttpMethod method, string path, string? body = null)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _door.SendAsync(method, path, _door.TokenOf("editor"), content);
        return await ReadAsync(answer);
    }

    private async Task<string> RefusalAsync(HttpMethod method, string path, HttpStatusCode status, string? body = null)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _door.SendAsync(method, path, _door.TokenOf("editor"), content);
        Assert.That(answer.StatusCode, Is.EqualTo(status));
        return await Door.MessageOfAsync(answer);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), text);
        Assert.That(answer.Content.Headers.ContentType?.ToString(), Is.EqualTo("application/json; charset=utf-8"));
        return JsonNode.Parse(text)!;
    }
}
