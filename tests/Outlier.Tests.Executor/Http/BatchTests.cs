using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Outlier.Tests.Executor.Http;

/// <summary>
/// Checks which roles the API lets start, exempt and test a batch. The SQL tests check the decisions of the database.
/// </summary>
public sealed class BatchTests
{
    private const string Water = "0e72038c-52f1-4e3b-9705-26b8d6c0b818";

    [Test]
    [Category("POST-/broadcasts/{id}/approve"), Category("POST-/campaigns/{id}/approve"), Category("four-eyes")]
    public async Task Nobody_approves_what_they_wrote_or_changed()
    {
        await using var door = await OpenAsync();
        var id = (await MakeAsync(door, door.TokenOf("sender", "ada"), "{}"))!["id"]!.GetValue<long>();
        await ExpectAsync(door, HttpMethod.Post, $"/campaigns/{id}/approve/", door.TokenOf("sender", "ada"), null, HttpStatusCode.Forbidden, "Somebody else must approve it");
        await ExpectAsync(door, HttpMethod.Patch, $"/campaigns/{id}/", door.TokenOf("editor", "ed"), """{"firstMessage": "Another?"}""", HttpStatusCode.OK);
        await ExpectAsync(door, HttpMethod.Post, $"/campaigns/{id}/approve/", door.TokenOf("sender", "ed"), null, HttpStatusCode.Forbidden, "who wrote it");
        var approved = await ExpectAsync(door, HttpMethod.Post, $"/campaigns/{id}/approve/", door.TokenOf("sender", "grace"), null, HttpStatusCode.OK);
        Assert.That(approved!["approval"]!["approver"]!.GetValue<string>(), Is.EqualTo("jwt grace"));
        Assert.That(approved["approval"]!["waitsBecause"], Is.Null);
    }

    [Test]
    [Category("exemption")]
    public async Task Only_a_sender_exempts_and_changes_what_is_exempt()
    {
        await using var door = await OpenAsync();
        using var refused = await SendAsync(door, HttpMethod.Post, "/campaigns/", door.TokenOf("editor"), Request("""{"exemptReason": "Fire"}"""));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        var id = (await MakeAsync(door, door.TokenOf("sender"), """{"exemptReason": "Fire"}"""))!["id"]!.GetValue<long>();
        await ExpectAsync(door, HttpMethod.Patch, $"/campaigns/{id}/", door.TokenOf("editor"), """{"firstMessage": "Buy now"}""", HttpStatusCode.Forbidden, "role sender");
        await ExpectAsync(door, HttpMethod.Patch, $"/campaigns/{id}/", door.TokenOf("editor"), """{"exemptReason": null}""", HttpStatusCode.Forbidden, "role sender");
        await ExpectAsync(door, HttpMethod.Patch, $"/campaigns/{id}/", door.TokenOf("editor"), """{"exemptReason": "Fire"}""", HttpStatusCode.OK);
        using var audit = await door.SendAsync(HttpMethod.Get, $"/audit/?batch={id}", door.TokenOf("viewer"));
        Assert.That(await audit.Content.ReadAsStringAsync(), Does.Contain("\"exempt_reason\": \"Fire\""));
    }

    [Test]
    [Category("POST-/broadcasts/{id}/test"), Category("POST-/campaigns/{id}/test")]
    public async Task A_test_reaches_the_number_and_no_statistics()
    {
        await using var door = await OpenAsync();
        await door.Newsroom.RunAsync("update outlier.settings set test_numbers = '{+12005550105}', approval_threshold = null");
        var id = (await MakeAsync(door, door.TokenOf("editor"), """{"secondMessage": "And?"}"""))!["id"]!.GetValue<long>();
        await ExpectAsync(door, HttpMethod.Post, $"/campaigns/{id}/test/", door.TokenOf("editor"), """{"phoneNumbers": ["+12005550106"]}""", HttpStatusCode.BadRequest, "settings.test_numbers");
        await ExpectAsync(door, HttpMethod.Post, $"/campaigns/{id}/test/", door.TokenOf("editor"), """{"phoneNumbers": ["(200) 555-0105"]}""", HttpStatusCode.OK);
        await door.Newsroom.UntilAsync("(select count(*) = 2 from outlier.direct_texts where state = 'sent' and purpose = 'test')");
        var texts = door.Newsroom.Simulator.State.Messages.Where(message => message.To == "+12005550105").Select(message => message.Body).ToList();
        Assert.That(texts, Is.EquivalentTo((string[])["Is your water clear?", "And?"]));
        Assert.That(await door.Newsroom.ReadAsync<long>("select count(*) from outlier.message_statuses"), Is.Zero);
    }

    [Test]
    [Category("POST-/broadcasts/{id}/pause"), Category("POST-/broadcasts/{id}/cancel"), Category("POST-/campaigns/{id}/pause")]
    [Category("POST-/campaigns/{id}/cancel")]
    public async Task Steps_that_the_state_does_not_allow_say_why()
    {
        await using var door = await OpenAsync();
        var id = (await MakeAsync(door, door.TokenOf("editor"), "{}"))!["id"]!.GetValue<long>();
        await ExpectAsync(door, HttpMethod.Post, $"/campaigns/{id}/pause/", door.TokenOf("editor"), null, HttpStatusCode.BadRequest, "it is scheduled");
        await ExpectAsync(door, HttpMethod.Post, $"/broadcasts/{id}/cancel/", door.TokenOf("editor"), null, HttpStatusCode.NotFound, "does not exist");
        await ExpectAsync(door, HttpMethod.Post, $"/campaign/{id}/cancel", door.TokenOf("editor"), null, HttpStatusCode.OK);
    }

    private static async Task<Door> OpenAsync()
    {
        var door = await Door.OpenAsync();
        await door.Newsroom.RunAsync(
            $"""
             update outlier.settings set approval_threshold = 1;
             insert into outlier.labels (id, name) values ('{Water}', 'Water');
             insert into outlier.authors (phone_number) values ('+12005550100'), ('+12005550101');
             insert into outlier.conversations (id) select md5(phone_number)::uuid from outlier.authors;
             insert into outlier.conversations_authors select md5(phone_number)::uuid, phone_number from outlier.authors;
             insert into outlier.conversations_labels (conversation_id, label_id) select id, '{Water}' from outlier.conversations;
             """);
        return door;
    }

    private static string Request(string fields)
    {
        var request = JsonNode.Parse(fields)!.AsObject();
        request["firstMessage"] = "Is your water clear?";
        request["segments"] = JsonNode.Parse($$"""{"included": {"id": "{{Water}}"} }""");
        request["runAt"] = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds();
        return request.ToJsonString();
    }

    private static Task<JsonNode?> MakeAsync(Door door, string token, string fields) =>
        ExpectAsync(door, HttpMethod.Post, "/campaigns/", token, Request(fields), HttpStatusCode.OK);

    private static async Task<HttpResponseMessage> SendAsync(Door door, HttpMethod method, string path, string token, string? body)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await door.SendAsync(method, path, token, content);
    }

    private static async Task<JsonNode?> ExpectAsync(Door door, HttpMethod method, string path, string token, string? body, HttpStatusCode status, string? message = null)
    {
        using var answer = await SendAsync(door, method, path, token, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(status), text);
        if (message is not null)
        {
            Assert.That(JsonNode.Parse(text)!["message"]!.GetValue<string>(), Does.Contain(message));
        }

        return JsonNode.Parse(text);
    }
}
