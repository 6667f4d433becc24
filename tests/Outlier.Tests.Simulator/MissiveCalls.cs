using System.Net;
using System.Text.Json;
using Outlier.Simulator;

namespace Outlier.Tests.Simulator;

public sealed class MissiveCalls
{
    private static readonly string[] DraftKeys = ["id", "conversation"];

    [Test]
    public async Task Posts_of_a_conversation_are_listed_newest_first_and_of_no_other()
    {
        await using var running = await Running.StartAsync();
        foreach (var (conversation, text) in new[] { (1, "first"), (1, "second"), (2, "other") })
        {
            await running.JsonAsync(
                HttpMethod.Post,
                "/v1/posts",
                $$$"""{"posts":{"conversation":"00000000-0000-4000-8000-00000000000{{{conversation}}}","notification":{"title":"a","body":"b"},"text":"{{{text}}}","username":"Desk","reopen":false}}""");
        }

        var posts = (await running.JsonAsync(HttpMethod.Get, "/v1/conversations/00000000-0000-4000-8000-000000000001/posts?limit=10")).GetProperty("posts");
        using var refused = await running.CallAsync(HttpMethod.Get, "/v1/conversations/00000000-0000-4000-8000-000000000001/posts?limit=11");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(posts.EnumerateArray().Select(post => post.GetProperty("text").GetString()), Is.EqualTo(["second", "first"]));
            Assert.That(running.State.Posts.Select(post => post.Reopen), Has.All.False);
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        }
    }

    [TestCase(null)]
    [TestCase("missive_pat-wrong")]
    public async Task A_missing_and_a_wrong_token_get_the_same_401(string? token)
    {
        await using var running = await Running.StartAsync(new SimulatorOptions { ValidTokens = [Running.Token] });
        using var refused = await running.CallAsync(HttpMethod.Post, "/v1/drafts", Running.Draft(), token);
        using var allowed = await running.SendAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(
                await refused.Content.ReadAsStringAsync(),
                Is.EqualTo("""{"error":{"message":"Authentication token is invalid or has been revoked"}}"""));
            Assert.That(allowed.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(running.State.Calls.Select(call => call.Status), Is.EqualTo([401, 201]));
        }
    }

    [Test]
    public async Task A_draft_is_answered_with_the_ids_of_message_and_conversation()
    {
        await using var running = await Running.StartAsync();
        var first = (await running.JsonAsync(HttpMethod.Post, "/v1/drafts", Running.Draft())).GetProperty("drafts");
        var second = (await running.JsonAsync(HttpMethod.Post, "/v1/drafts", Running.Draft())).GetProperty("drafts");
        var sent = running.State.Messages;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.EnumerateObject().Select(property => property.Name), Is.EqualTo(DraftKeys));
            Assert.That(sent, Has.Count.EqualTo(2));
            Assert.That(sent[0].Id, Is.EqualTo(first.GetProperty("id").GetGuid()));
            Assert.That(sent[0].Sid, Does.Match("^SM[0-9a-f]{32}$"));
            Assert.That(second.GetProperty("conversation").GetGuid(), Is.EqualTo(sent[0].ConversationId), "same number pair");
        }
    }

    [TestCase("", "+13135550199", "'from_field' does not match an available sender")]
    [TestCase(""","add_shared_labels":["104fdf4f-7ab6-402d-b0f7-686c8bf8b860"]""", "+13135550100",
        "'organization' is required when 'add_shared_labels' is defined")]
    [TestCase(""","conversation":"none" """, "+13135550100", "Invalid resource ID(s)")]
    public async Task A_wrong_draft_is_refused_and_sends_nothing(string extra, string from, string message)
    {
        await using var running = await Running.StartAsync();
        using var response = await running.CallAsync(HttpMethod.Post, "/v1/drafts", Running.Draft(extra: extra, from: from));
        var body = await Running.ReadAsync(response);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(body.GetProperty("error").GetProperty("message").GetString(), Is.EqualTo(message));
            Assert.That(running.State.Messages, Is.Empty);
        }
    }

    [Test]
    public async Task One_message_is_an_object_and_several_are_an_array()
    {
        await using var running = await Running.StartAsync();
        using var first = await running.SendAsync();
        using var second = await running.SendAsync();
        var ids = running.State.Messages.Select(message => message.Id.ToString()).ToArray();

        var one = (await running.JsonAsync(HttpMethod.Get, $"/v1/messages/{ids[0]}")).GetProperty("messages");
        var two = (await running.JsonAsync(HttpMethod.Get, $"/v1/messages/{ids[0]},{ids[1]}")).GetProperty("messages");
        using var eleven = await running.CallAsync(HttpMethod.Get, $"/v1/messages/{string.Join(',', Enumerable.Repeat(ids[0], 11))}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.GetProperty("external_id").GetString(), Is.EqualTo(running.State.Messages[0].Sid));
            Assert.That(one.GetProperty("body").GetString(), Is.EqualTo("Hi, this is Example Newsroom."));
            Assert.That(one.GetProperty("conversation").GetProperty("last_activity_at").GetInt64(), Is.GreaterThan(0));
            Assert.That(two.ValueKind, Is.EqualTo(JsonValueKind.Array));
            Assert.That(two.GetArrayLength(), Is.EqualTo(2));
            Assert.That(eleven.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        }
    }

    [TestCase(""" "close":true,"reopen":false """, ExpectedResult = true)]
    [TestCase(""" "reopen":false """, ExpectedResult = true)]
    [TestCase(""" "reopen":true """, ExpectedResult = false)]
    [TestCase(""" "username":"Campaign desk" """, ExpectedResult = false)]
    public async Task<bool> A_post_to_a_closed_conversation_leaves_it_closed(string fields)
    {
        await using var running = await Running.StartAsync();
        var id = await ConversationAsync(running);
        await PostAsync(running, id, """ "close":true """);
        await PostAsync(running, id, fields);

        var conversation = (await running.JsonAsync(HttpMethod.Get, $"/v1/conversations/{id}")).GetProperty("conversations")[0];
        return conversation.GetProperty("users")[0].GetProperty("closed").GetBoolean();
    }

    [Test]
    public async Task A_post_without_notification_gets_422()
    {
        await using var running = await Running.StartAsync();
        using var response = await running.CallAsync(HttpMethod.Post, "/v1/posts", """{"posts":{"text":"Opt-out recorded"}}""");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
    }

    [Test]
    public async Task Conversation_messages_come_newest_first_and_ten_at_most()
    {
        await using var running = await Running.StartAsync();
        for (var i = 0; i < 12; i++)
        {
            using var sent = await running.SendAsync();
            running.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var id = running.State.Messages[0].ConversationId;
        var page = (await running.JsonAsync(HttpMethod.Get, $"/v1/conversations/{id}/messages")).GetProperty("messages");
        var until = page[9].GetProperty("delivered_at").GetInt64();
        var rest = (await running.JsonAsync(HttpMethod.Get, $"/v1/conversations/{id}/messages?until={until}")).GetProperty("messages");
        using var tooMany = await running.CallAsync(HttpMethod.Get, $"/v1/conversations/{id}/messages?limit=11");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.GetArrayLength(), Is.EqualTo(10));
            Assert.That(page[0].GetProperty("id").GetGuid(), Is.EqualTo(running.State.Messages[11].Id));
            Assert.That(page[0].TryGetProperty("body", out _), Is.False);
            Assert.That(rest.GetArrayLength(), Is.EqualTo(3), "the last row of the page comes again");
            Assert.That(tooMany.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        }
    }

    [TestCase("", "You need to paginate at least one mailbox")]
    [TestCase("?inbox=true&limit=1", "min 'limit' value is 2")]
    public async Task A_conversation_list_without_mailbox_or_with_a_tiny_page_is_refused(string query, string message)
    {
        await using var running = await Running.StartAsync();
        using var response = await running.CallAsync(HttpMethod.Get, $"/v1/conversations{query}");
        var body = await Running.ReadAsync(response);
        Assert.That(body.GetProperty("error").GetProperty("message").GetString(), Is.EqualTo(message));
    }

    [Test]
    public async Task Shared_labels_are_paged_and_may_share_a_name()
    {
        await using var running = await Running.StartAsync();
        var organization = running.State.Options.OrganizationId;
        var body = $$"""{"shared_labels":[{"name":"Campaigns","organization":"{{organization}}"}]}""";
        var made = await running.JsonAsync(HttpMethod.Post, "/v1/shared_labels", body);
        var parent = made.GetProperty("shared_labels")[0].GetProperty("id");
        await running.JsonAsync(HttpMethod.Post, "/v1/shared_labels", body);
        await running.JsonAsync(
            HttpMethod.Post,
            "/v1/shared_labels",
            $$"""{"shared_labels":{"name":"Spring","organization":"{{organization}}","parent":"{{parent}}"} }""");

        var page = await running.JsonAsync(HttpMethod.Get, $"/v1/shared_labels?organization={organization}&limit=2&offset=2");
        var labels = page.GetProperty("shared_labels").EnumerateArray();
        var names = labels.Select(label => label.GetProperty("name_with_parent_names").GetString());
        Assert.That(names, Is.EqualTo(["Campaigns/Spring"]));
    }

    private static async Task<string> ConversationAsync(Running running)
    {
        var draft = await running.JsonAsync(HttpMethod.Post, "/v1/drafts", Running.Draft());
        return draft.GetProperty("drafts").GetProperty("conversation").GetString()!;
    }

    private static Task<JsonElement> PostAsync(Running running, string conversation, string fields) => running.JsonAsync(
        HttpMethod.Post,
        "/v1/posts",
        $$"""{"posts":{"conversation":"{{conversation}}","notification":{"title":"a","body":"b"},"text":"c",{{fields}} } }""");
}
