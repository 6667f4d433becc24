using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Outlier.Tests.Executor.Http;

/// <summary>
/// Checks that real answers of every endpoint match their description in <c>/openapi/v1.json</c>, without extra or
/// missing fields.
/// </summary>
public sealed class DescriptionTests
{
    private const string Water = "0e72038c-52f1-4e3b-9705-26b8d6c0b818";
    private const string Included = $$"""{"included": {"id": "{{Water}}"} }""";
    private static readonly long Tomorrow = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds();

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private Door door = null!;
    private JsonNode description = null!;

    [SetUp]
    public async Task Open()
    {
        door = await Door.OpenAsync();
        await door.Newsroom.RunAsync(
            $"""
             insert into outlier.labels (id, name) values ('{Water}', 'Water');
             insert into outlier.authors (phone_number, name) values ('+12005550100', 'Ada'), ('+12005550101', null);
             insert into outlier.conversations (id) select md5(phone_number)::uuid from outlier.authors;
             insert into outlier.conversations_authors select md5(phone_number)::uuid, phone_number from outlier.authors;
             insert into outlier.conversations_labels (conversation_id, label_id) select id, '{Water}' from outlier.conversations;
             """);
        using var answer = await door.SendAsync(HttpMethod.Get, "/openapi/v1.json");
        description = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    [TearDown]
    public async Task Close() => await door.DisposeAsync();

    [Test]
    [Category("GET-/consent-reviews"), Category("POST-/broadcasts/{id}/pause"), Category("POST-/broadcasts/{id}/resume")]
    [Category("POST-/broadcasts/{id}/cancel"), Category("POST-/broadcasts/{id}/approve"), Category("POST-/broadcasts/{id}/test")]
    [Category("POST-/campaigns/{id}/pause"), Category("POST-/campaigns/{id}/resume"), Category("POST-/campaigns/{id}/cancel")]
    [Category("POST-/campaigns/{id}/approve"), Category("POST-/campaigns/{id}/test"), Category("GET-/people")]
    [Category("GET-/broadcasts/{id}"), Category("GET-/campaigns/{id}")]
    public async Task Every_endpoint_answers_as_it_is_described()
    {
        await CompareBroadcastsAsync();
        var campaign = await CompareCampaignsAsync();
        await CompareReviewsAsync();
        await CompareAuditAsync(campaign);
        await CompareOutcomesAsync(campaign);
        await ComparePeopleAsync();
        await CompareTodayAsync();
        await CompareSettingsAsync();
        var broadcast = await door.Newsroom.ReadAsync<long>("select min(id) from outlier.broadcasts");
        foreach (var (path, id) in new[] { ("/campaigns", campaign), ("/broadcasts", broadcast) })
        {
            using var people = await door.SendAsync(HttpMethod.Get, $"{path}/{id}/recipients.csv", door.TokenOf("viewer"));
            Assert.That(people.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/csv"));
            Assert.That(Described($"{path}/{{id}}/recipients.csv", "GET", "200", "text/csv"), Is.Not.Null);
            seen.Add($"GET {path}/{{id}}/recipients.csv");
        }

        var all = description["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key.TrimEnd('/')}"));
        Assert.That(seen, Is.EquivalentTo(all));
    }

    [TestCase("GET", "/campaigns", null, HttpStatusCode.Unauthorized)]
    [TestCase("POST", "/campaigns", "viewer", HttpStatusCode.Forbidden)]
    [TestCase("POST", "/campaigns", "editor", HttpStatusCode.BadRequest)]
    [TestCase("DELETE", "/campaigns/{id}", "editor", HttpStatusCode.NotFound)]
    [TestCase("GET", "/send-now", "sender", HttpStatusCode.BadRequest)]
    [TestCase("POST", "/consent-reviews/{id}", "viewer", HttpStatusCode.Forbidden)]
    [TestCase("POST", "/consent-reviews/{id}", "editor", HttpStatusCode.BadRequest)]
    [Category("POST-/consent-reviews/{id}")]
    public async Task A_refusal_is_as_it_is_described(string method, string path, string? role, HttpStatusCode status)
    {
        using var content = Json(method == "POST" ? "{}" : null);
        using var answer = await door.SendAsync(
            HttpMethod.Parse(method),
            path.Replace("{id}", "999", StringComparison.Ordinal),
            role is null ? null : door.TokenOf(role),
            content);
        Assert.That(answer.StatusCode, Is.EqualTo(status));
        Validate(path, method, answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task CompareBroadcastsAsync()
    {
        await CompareAsync("GET", "/broadcast-settings");
        await CompareAsync("POST", "/broadcast-settings", """{"schedule": {"mon": "10:00"}}""");
        await CompareAsync("GET", "/broadcast-settings");
        await CompareAsync("GET", "/broadcast-sidebar");
        var broadcast = await door.Newsroom.BroadcastAsync(2, "Hello", "And?");
        var upcoming = await CompareAsync("GET", "/broadcast-sidebar");
        Assert.That(upcoming["past"]![0]!["id"]!.GetValue<long>(), Is.EqualTo(broadcast));
        var next = upcoming["upcoming"]!["id"]!.GetValue<long>();
        await CompareAsync("PATCH", "/broadcast-sidebar", $$"""{"id": {{next}}, "secondMessage": null, "runAt": {{Tomorrow}}}""");
        await CompareAsync("GET", "/broadcast-sidebar", query: "?cursor=1");
        // The schedule's slot must not stop "send now" at any time of day.
        await door.Newsroom.RunAsync("update outlier.settings set broadcast_gap = '0', send_now_margin = '0'");
        await door.Newsroom.RunAsync("update outlier.settings set test_numbers = '{+12005550100}'");
        Assert.That((await CompareAsync("POST", "/broadcasts/{id}/pause", id: next))["pausedAt"], Is.Not.Null);
        await CompareAsync("GET", "/broadcast-sidebar");
        await CompareAsync("GET", "/today");
        Assert.That((await CompareAsync("POST", "/broadcasts/{id}/resume", id: next))["pausedAt"], Is.Null);
        var segment = (await CompareAsync("GET", "/broadcasts/{id}/segments", id: next))[0]!["id"]!.GetValue<long>();
        await CompareAsync("PATCH", "/broadcast-sidebar", $$"""{"id": {{next}}, "segments": [{"id": {{segment}}, "ratio": 50, "firstMessage": "Hi"}]}""");
        Assert.That((await CompareAsync("GET", "/broadcasts/{id}/segments", id: next))[0]!["firstMessage"]!.GetValue<string>(), Is.EqualTo("Hi"));
        Assert.That((await CompareAsync("GET", "/broadcasts/{id}/segments/count", id: next, query: $"?segment={segment}&ratio=50"))["wanted"]!.GetValue<long>(), Is.EqualTo(1));
        await CompareAsync("GET", "/broadcasts/{id}/segments/count", id: next, query: $"?segment={segment}");
        await CompareStepsAsync("/broadcasts", broadcast, next);
        await CompareAsync("GET", "/send-now");
        await CompareAsync("POST", "/send-now");
    }

    private async Task<long> CompareCampaignsAsync()
    {
        await CompareAsync("GET", "/campaigns/segments");
        await CompareAsync("POST", "/campaigns/recipient-count", $$"""{"segments": {{Included}} }""");
        await CompareAsync(
            "POST", "/campaigns/preview", $$"""{"segments": {{Included}}, "firstMessage": "Hello", "secondMessage": "And?"}""");
        await CompareAsync("POST", "/campaigns/preview", $$"""{"segments": {{Included}} }""");
        await CompareAsync("GET", "/campaigns");

        var sent = await MakeAsync("""{"title": "Sent", "firstMessage": "Hello", "secondMessage": "And?"}""");
        await door.Newsroom.RunAsync($"select outlier.queue_campaign_messages({sent})");
        await CompareStepsAsync("/campaigns", sent, await MakeAsync("""{"firstMessage": "Hello", "exemptReason": "Fire", "priority": "urgent", "sendWithin": 3600}"""));
        var cancelled = await MakeAsync("""{"firstMessage": "Never"}""");
        await door.Newsroom.RunAsync($"select outlier.cancel_batch({cancelled})");
        var failed = await MakeAsync("""{"firstMessage": "Missed"}""");
        await door.Newsroom.RunAsync($"update outlier.campaigns set state = 'missed', error = 'too late' where id = {failed}");
        var changed = await MakeAsync("""{"firstMessage": "Hello"}""");
        await CompareAsync("PATCH", "/campaigns/{id}", """{"title": "Spring", "secondMessage": "And?"}""", changed);
        using var file = Form("phone\n+12005550100\n+12005550100\n");
        await CompareAsync("PATCH", "/campaigns/{id}", file, changed);
        using var looked = Form("phone\n+12005550100\n+12005550100\n1\n");
        await CompareAsync("POST", "/campaigns/inspect-file", looked);
        using var unclear = Form("a,b\n+12005550100,+12005550101\n");
        await CompareAsync("POST", "/campaigns/inspect-file", unclear);
        using var texts = Form("phone,message\n+12005550100,Hello Ada\n");
        texts.Add(new StringContent(Tomorrow.ToString(System.Globalization.CultureInfo.InvariantCulture)), "runAt");
        await CompareAsync("POST", "/campaigns", texts);
        var list = await CompareAsync("GET", "/campaigns");
        Assert.That(list["upcoming"]!.AsArray(), Has.Count.EqualTo(4));
        Assert.That(list["past"]!["items"]!.AsArray(), Has.Count.EqualTo(3));
        await CompareAsync("DELETE", "/campaigns/{id}", id: changed);
        return sent;
    }

    // One message of the campaign failed, and Twilio gave an error code.
    private async Task CompareOutcomesAsync(long campaign)
    {
        await door.Newsroom.RunAsync(
            $"""
             insert into outlier.message_statuses (is_second, batch_id, campaign_id, recipient_phone_number, message, twilio_sent_status, twilio_error_code)
             values (false, {campaign}, {campaign}, '+12005550199', 'Hello', 'undelivered', 30003), (true, {campaign}, {campaign}, '+12005550199', 'And?', 'delivered', null);
             insert into outlier.authors (phone_number) values ('+12005550199');
             insert into outlier.recipients (batch_id, campaign_id, phone_number, reason) values ({campaign}, {campaign}, '+12005550198', 'unsubscribed');
             """);
        var results = await CompareAsync("GET", "/campaigns/{id}/results", id: campaign);
        Assert.That(results["failures"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(results["reasons"]!.AsArray(), Is.Not.Empty);
        Assert.That(results["hours"]!.AsArray(), Is.Not.Empty);
        Assert.That((await CompareAsync("GET", "/campaigns/{id}/recipients", id: campaign))["items"]!.AsArray(), Is.Not.Empty);
        var failed = await CompareAsync("GET", "/campaigns/{id}/recipients", id: campaign, query: "?outcome=failed");
        Assert.That(failed["items"]![0]!["errorCode"]!.GetValue<int>(), Is.EqualTo(30003));
        await CompareAsync("GET", "/campaigns/{id}", id: campaign);
        await door.Newsroom.RunAsync($"select outlier.cancel_batch({campaign})");
        Assert.That((await CompareAsync("GET", "/campaigns/{id}/unreached", id: campaign))["people"]!.GetValue<int>(), Is.GreaterThan(0));
        await CompareAsync("POST", "/campaigns/{id}/unreached", $$"""{"runAt": {{Tomorrow}} }""", campaign);
        await CompareAsync("POST", "/campaigns/{id}/duplicate", $$"""{"runAt": {{Tomorrow}}, "title": "Again"}""", campaign);

        var year = await CompareAsync("GET", "/broadcasts");
        Assert.That(year.AsArray(), Is.Not.Empty);
        var broadcast = year[0]!["id"]!.GetValue<long>();
        await CompareAsync("GET", "/broadcasts/{id}", id: broadcast);
        await CompareAsync("GET", "/broadcasts/{id}/results", id: broadcast);
        await CompareAsync("GET", "/broadcasts/{id}/recipients", id: broadcast);
        await door.Newsroom.RunAsync($"update outlier.batches set state = 'cancelled' where id = {broadcast} and state in ('sending', 'paused')");
        await CompareAsync("GET", "/broadcasts/{id}/unreached", id: broadcast);
        await door.Newsroom.RunAsync(
            $"""
             insert into outlier.recipients (batch_id, broadcast_id, phone_number, reason) values ({broadcast}, {broadcast}, '+12005550101', 'expired')
             on conflict (batch_id, phone_number) do update set reason = 'expired';
             """);
        var made = await CompareAsync("POST", "/broadcasts/{id}/unreached", $$"""{"runAt": {{Tomorrow}} }""", broadcast);
        Assert.That(made["isRepeated"], Is.Null);
        var again = await CompareAsync("POST", "/broadcasts/{id}/unreached", $$"""{"runAt": {{Tomorrow}} }""", broadcast);
        Assert.That(again["isRepeated"]!.GetValue<bool>(), Is.True);
        Assert.That(again["id"]!.GetValue<long>(), Is.EqualTo(made["id"]!.GetValue<long>()));
    }

    private async Task ComparePeopleAsync()
    {
        var story = await CompareAsync("GET", "/people/{phoneNumber}", number: "(200) 555-0199");
        Assert.That(story["messages"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(story["batches"]!.AsArray(), Is.Not.Empty);
        var decided = await CompareAsync(
            "POST", "/people/{phoneNumber}", """{"decision": "opt_out", "reason": "They called"}""", number: "%2B12005550199");
        Assert.That(decided["consent"]!.AsArray(), Has.Count.EqualTo(1));
        await door.Newsroom.RunAsync(
            "select outlier.open_review('+12005550101', null, md5('+12005550101')::uuid, 'Wrong number', 'wrong number', now(), now())");
        Assert.That((await CompareAsync("GET", "/people/{phoneNumber}", number: "+12005550101"))["review"], Is.Not.Null);
        var conversation = await door.Newsroom.ReadAsync<Guid>("select md5('+12005550100')::uuid");
        Assert.That((await CompareAsync("GET", "/people", query: $"?conversation={conversation}")).AsArray(), Has.Count.EqualTo(1));
    }

    private async Task CompareTodayAsync()
    {
        var sending = await MakeAsync("""{"title": "Now", "firstMessage": "Hello"}""");
        await door.Newsroom.RunAsync($"select outlier.queue_campaign_messages({sending}); select outlier.pause_batch({sending})");
        var today = await CompareAsync("GET", "/today");
        Assert.That(today["sending"]!.AsArray(), Is.Not.Empty);
        Assert.That(today["next"]!.AsArray(), Is.Not.Empty);
        Assert.That(today["reviews"]!["open"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That((await CompareAsync("POST", "/sending/stop"))["isStopped"]!.GetValue<bool>(), Is.True);
        Assert.That((await CompareAsync("GET", "/today"))["problems"]!.AsArray(), Is.Not.Empty);
        Assert.That((await CompareAsync("POST", "/sending/resume"))["isStopped"]!.GetValue<bool>(), Is.False);
    }

    private async Task CompareSettingsAsync()
    {
        await CompareAsync("GET", "/settings");
        var changed = await CompareAsync(
            "PATCH", "/settings",
            """
            {"replyLabel": "water", "pricePerPart": 0.0079, "contactHours": [{"state": "MI", "weekday": 7, "opens": "13:00", "closes": "18:00"}],
             "templates": {"help_message": "We are here."}}
            """);
        Assert.That(changed["replyLabel"]!["name"]!.GetValue<string>(), Is.EqualTo("Water"));
    }

    private async Task CompareStepsAsync(string path, long sending, long scheduled)
    {
        foreach (var (step, state) in new[] { ("pause", "paused"), ("resume", "sending") })
        {
            Assert.That((await CompareAsync("POST", $"{path}/{{id}}/{step}", id: sending))["state"]!.GetValue<string>(), Is.EqualTo(state));
        }

        // Another actor than the approving token must have written the batch.
        Assert.That((await CompareAsync("POST", $"{path}/{{id}}/test", """{"phoneNumbers": ["+12005550100"]}""", scheduled))["id"]!.GetValue<long>(), Is.EqualTo(scheduled));
        await door.Newsroom.RunAsync($"update outlier.batches set written_by = '{{token somebody}}' where id = {scheduled}");
        var approved = await CompareAsync("POST", $"{path}/{{id}}/approve", id: scheduled);
        Assert.That(approved["approval"]!["approver"]!.GetValue<string>(), Does.StartWith("jwt "));
        var other = path == "/campaigns" ? await MakeAsync("""{"firstMessage": "Never"}""") : await door.Newsroom.BroadcastAsync(1, "Never");
        Assert.That((await CompareAsync("POST", $"{path}/{{id}}/cancel", id: other))["state"]!.GetValue<string>(), Is.EqualTo("cancelled"));
    }

    private async Task CompareReviewsAsync()
    {
        await CompareAsync("GET", "/consent-reviews");
        await door.Newsroom.RunAsync(
            "select outlier.open_review('+12005550100', null, md5('+12005550100')::uuid, 'Wrong number', 'wrong number', now(), now())");
        var open = await CompareAsync("GET", "/consent-reviews");
        Assert.That(open.AsArray(), Has.Count.EqualTo(1));
        var decided = await CompareAsync(
            "POST", "/consent-reviews/{id}", """{"decision": "opt_out"}""", open[0]!["id"]!.GetValue<long>());
        Assert.That(decided["decidedBy"]!.GetValue<string>(), Is.Not.Empty);
        Assert.That((await CompareAsync("GET", "/consent-reviews")).AsArray(), Is.Empty);
    }

    private async Task CompareAuditAsync(long campaign)
    {
        await door.Newsroom.RunAsync("insert into outlier.lookup_templates (name, content) select 'greeting ' || n, 'Hello' from generate_series(1, 60) as n");
        var first = await CompareAsync("GET", "/audit");
        Assert.That(first["items"]!.AsArray(), Has.Count.EqualTo(50));
        await CompareAsync("GET", "/audit", query: $"?cursor={first["currentCursor"]}");
        var batch = await CompareAsync("GET", "/audit", query: $"?batch={campaign}");
        Assert.That(batch["items"]!.AsArray().Select(item => item!["batchId"]!.GetValue<long>()), Is.All.EqualTo(campaign));
        Assert.That(batch["items"]!.AsArray().Select(item => item!["action"]!.GetValue<string>()), Does.Contain("made").And.Contain("sending"));
    }

    private async Task<long> MakeAsync(string fields)
    {
        var request = JsonNode.Parse(fields)!.AsObject();
        request["segments"] = JsonNode.Parse(Included);
        request["runAt"] = Tomorrow;
        return (await CompareAsync("POST", "/campaigns", request.ToJsonString()))["id"]!.GetValue<long>();
    }

    private async Task<JsonNode> CompareAsync(string method, string path, string? body = null, long? id = null, string query = "", string number = "")
    {
        using var content = Json(body);
        return await CompareAsync(method, path, content, id, query, number);
    }

    private async Task<JsonNode> CompareAsync(string method, string path, HttpContent? content, long? id = null, string query = "", string number = "")
    {
        using var answer = await door.SendAsync(
            HttpMethod.Parse(method), path.Replace("{id}", $"{id}", StringComparison.Ordinal).Replace("{phoneNumber}", number, StringComparison.Ordinal) + query, door.TokenOf("sender"), content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{method} {path}: {text}");
        Validate(path, method, answer.StatusCode, text);
        seen.Add($"{method} {path}");
        return JsonNode.Parse(text)!;
    }

    private void Validate(string path, string method, HttpStatusCode status, string text)
    {
        var schema = Described(path, method, $"{(int)status}", "application/json");
        Assert.That(schema, Is.Not.Null, $"{method} {path} describes no answer {(int)status}");
        var types = description["components"]!["schemas"]!.DeepClone();
        var whole = new JsonObject { ["allOf"] = new JsonArray(schema!.DeepClone()), ["$defs"] = types };
        NoMore(whole);
        using var answer = JsonDocument.Parse(text);
        var result = JsonSchema.FromText(whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal))
            .Evaluate(answer.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        var wrong = (result.Details ?? []).Where(detail => detail.Errors is { Count: > 0 })
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Key} {error.Value}"));
        Assert.That(result.IsValid, Is.True, $"{method} {path}: {text}\n{string.Join('\n', wrong)}");
    }

    private JsonNode? Described(string path, string method, string status, string type)
    {
        var paths = description["paths"]!;
        return (paths[path] ?? paths[path + "/"])?[method.ToLowerInvariant()]?["responses"]?[status]?["content"]?[type]?["schema"];
    }

    // The description permits additional fields in answers, so that clients can accept new ones. Here, an additional
    // field is an error.
    private static void NoMore(JsonNode? node)
    {
        if (node is JsonObject schema)
        {
            if (schema["properties"] is JsonObject && schema["type"] is not null)
            {
                schema["additionalProperties"] = false;
            }

            foreach (var (_, part) in schema.ToList())
            {
                NoMore(part);
            }
        }
        else if (node is JsonArray parts)
        {
            parts.ToList().ForEach(NoMore);
        }
    }

    private static StringContent? Json(string? body) => body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");

    private static MultipartFormDataContent Form(string file) => new()
    {
        { new StringContent(file, Encoding.UTF8), "file", "people.csv" },
    };
}
