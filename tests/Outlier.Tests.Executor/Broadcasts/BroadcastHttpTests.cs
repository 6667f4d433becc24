using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Outlier.Tests.Executor.Http;

namespace Outlier.Tests.Executor.Broadcasts;

/// <summary>
/// Checks the sidebar's broadcast endpoints over HTTP, with a browser's requests. The SQL tests check the values of
/// each field.
/// </summary>
public sealed class BroadcastHttpTests
{
    private const string Origin = "https://sidebar.example.org";
    private Door _door = null!;

    [SetUp]
    public async Task Open_the_door()
    {
        _door = await Door.OpenAsync(("Cors:Origins", Origin));
        await _door.Newsroom.RunAsync("insert into outlier.broadcast_settings (mon, thu) values ('10:00', '15:30')");
    }

    [TearDown]
    public async Task Close_the_door() => await _door.DisposeAsync();

    [Test]
    [Category("GET-/broadcast-sidebar"), Category("PATCH-/broadcast-sidebar"), Category("GET-/send-now"), Category("POST-/send-now")]
    public async Task A_team_reads_changes_and_sends_and_pages_through_what_it_sent()
    {
        var made = await _door.Newsroom.BroadcastAsync(3, "It''s on", "And?");
        await _door.Newsroom.UntilAsync("(select count(*) = 3 from outlier.message_statuses)");
        await _door.Newsroom.RunAsync(
            $"""
             insert into outlier.broadcasts (first_message, state, editable, run_at, made_at)
             select 'Earlier', 'done', false, now() - make_interval(days => i), now() from generate_series(1, 6) as i;
             """);
        var sidebar = await OkAsync(HttpMethod.Get, "/broadcast-sidebar/?limit=5&cursor=", "viewer");
        var upcoming = sidebar["upcoming"]!;
        var past = sidebar["past"]!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That(Names(sidebar), Is.EquivalentTo((string[])["upcoming", "past", "currentCursor"]));
            Assert.That(Names(upcoming), Is.EquivalentTo((string[])["id", "firstMessage", "secondMessage", "runAt", "pausedAt", "delay", "noRecipients", "priority", "sendWithin", "exemptReason", "approval", "forecast"]));
            Assert.That(past, Has.Count.EqualTo(5));
            Assert.That(Names(past[0]!), Is.EquivalentTo((string[])["id", "firstMessage", "secondMessage", "runAt", "totalFirstSent", "totalSecondSent", "successfullyDelivered", "failedDelivered", "totalUnsubscribed"]));
            Assert.That(past[0]!["id"]!.GetValue<long>(), Is.EqualTo(made));
            Assert.That(past[0]!["totalFirstSent"]!.GetValue<int>(), Is.EqualTo(3));
            Assert.That(sidebar["currentCursor"]!.GetValue<long>(), Is.EqualTo(past[4]!["runAt"]!.GetValue<long>()));
        });
        var next = await OkAsync(HttpMethod.Get, $"/broadcast-sidebar/?limit=5&cursor={sidebar["currentCursor"]}", "viewer");
        Assert.That(next["past"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(next["upcoming"], Is.Null);

        var id = upcoming["id"]!.GetValue<long>();
        var runAt = DateTimeOffset.UtcNow.AddHours(30).ToUnixTimeSeconds();
        var changed = await OkAsync(HttpMethod.Patch, "/broadcast-sidebar/", "editor", $$"""{"id": {{id}}, "firstMessage": "New", "secondMessage": null, "runAt": {{runAt}}, "delay": 30, "noRecipients": 2}""");
        Assert.That(
            string.Join(' ', "id delay runAt firstMessage noRecipients secondMessage".Split(' ').Select(field => changed[field]?.ToJsonString() ?? "null")),
            Is.EqualTo($"{id} 30 {runAt} \"New\" 2 null"));

        Assert.That(await RefusalAsync(HttpMethod.Get, "/send-now/", "sender"), Does.StartWith("The last broadcast started at"));
        await _door.Newsroom.RunAsync("update outlier.settings set broadcast_gap = '0'");
        Assert.That((await OkAsync(HttpMethod.Get, "/send-now/", "sender")).ToJsonString(), Is.EqualTo("{}"));
        await _door.Newsroom.UntilAsync("(select count(*) = 2 from outlier.message_statuses where message = 'New')");
        Assert.That((await OkAsync(HttpMethod.Get, "/broadcast-sidebar", "viewer"))["upcoming"]!["runAt"]!.GetValue<long>(), Is.EqualTo(runAt), "the next one keeps the time");
        Assert.That(await RefusalAsync(HttpMethod.Patch, "/broadcast-sidebar/", "editor", $$"""{"id": {{id}}, "firstMessage": "Late"}"""), Does.Contain("has started"));
        Assert.That(await RefusalAsync(HttpMethod.Patch, "/broadcast-sidebar/", "editor", """{"id": 99999, "delay": 5}""", HttpStatusCode.NotFound), Does.Contain("Broadcast 99999 does not exist"));
        await _door.Newsroom.RunAsync("update outlier.broadcasts set run_at = now() + interval '80 minutes' where state = 'scheduled'");
        Assert.That(await RefusalAsync(HttpMethod.Post, "/send-now", "sender"), Does.Contain("starts by itself at"));
    }

    [Test]
    [Category("GET-/broadcast-sidebar")]
    public async Task Nothing_sent_and_nothing_to_come_is_an_empty_sidebar()
    {
        Assert.That((await OkAsync(HttpMethod.Get, "/broadcast-sidebar/", "viewer")).ToJsonString(), Is.EqualTo("""{"past":[]}"""));
        Assert.That(await RefusalAsync(HttpMethod.Post, "/send-now/", "sender"), Is.Not.Empty);
        Assert.That(await RefusalAsync(HttpMethod.Get, "/broadcast-sidebar/?limit=0", "viewer"), Does.StartWith("Limit must be"));
        Assert.That(await RefusalAsync(HttpMethod.Get, "/broadcast-sidebar/?cursor=x", "viewer"), Does.StartWith("Cursor must be"));
    }

    [TestCase("/broadcast-settings/")]
    [TestCase("/broadcast-settings")]
    [TestCase("/broadcast-setting/")]
    [Category("GET-/broadcast-settings"), Category("POST-/broadcast-settings")]
    public async Task The_schedule_is_read_and_changed(string path)
    {
        Assert.That((await OkAsync(HttpMethod.Get, path, "viewer"))["schedule"]!.ToJsonString(), Is.EqualTo("""{"fri":null,"mon":"10:00","sat":null,"sun":null,"thu":"15:30","tue":null,"wed":null}"""));
        var changed = await OkAsync(HttpMethod.Post, path, "editor", """{"schedule": {"mon": null, "fri": "08:45"}}""");
        Assert.That(changed["schedule"]!.ToJsonString(), Is.EqualTo("""{"fri":"08:45","mon":null,"sat":null,"sun":null,"thu":"15:30","tue":null,"wed":null}"""));
        Assert.That(await RefusalAsync(HttpMethod.Post, path, "editor", """{"schedule": {"mon": "08:50"}}"""), Does.Contain("quarter hour"));
        await _door.Newsroom.RunAsync("delete from outlier.broadcast_settings");
        Assert.That((await OkAsync(HttpMethod.Get, path, "viewer")).ToJsonString(), Is.EqualTo("{}"));
    }

    // Sends the preflight request and then the request itself, as axios does.
    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, string role, string? body)
    {
        using var preflight = await _door.SendAsync(
            HttpMethod.Options, path, null, null,
            ("Origin", Origin), ("Access-Control-Request-Method", method.Method), ("Access-Control-Request-Headers", body is null ? "authorization" : "authorization,content-type"));
        Assert.That(preflight.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(string.Join(',', preflight.Headers.GetValues("Access-Control-Allow-Methods")), Does.Contain(method.Method));
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await _door.SendAsync(method, path, _door.TokenOf(role), content, ("Origin", Origin), ("Accept", "application/json, text/plain, */*"));
        Assert.That(answer.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo((string[])[Origin]));
        return answer;
    }

    private async Task<JsonNode> OkAsync(HttpMethod method, string path, string role, string? body = null)
    {
        using var answer = await AskAsync(method, path, role, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), text);
        return JsonNode.Parse(text)!;
    }

    private async Task<string> RefusalAsync(HttpMethod method, string path, string role, string? body = null, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        using var answer = await AskAsync(method, path, role, body);
        Assert.That(answer.StatusCode, Is.EqualTo(status));
        return await Door.MessageOfAsync(answer);
    }

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(property => property.Key);
}
