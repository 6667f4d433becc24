using System.Text;
using Outlier.Simulator;
using Outlier.Simulator.Webhooks;

namespace Outlier.Tests.Simulator;

public sealed class Webhooks
{
    private const string Secret = "example-signature-secret";

    [Test]
    public void The_signature_is_the_one_of_the_test_vector()
    {
        const string Rule = """{"id":"9e863285-b9dc-428f-a276-c5e95ce80167","description":"Déjà vu ✓","type":"label_change"}""";
        const string Body = $$$"""{"rule":{{{Rule}}},"conversation":{"id":"ccde5885-c1ce-4a60-93d3-b40682b8c2bd"}}""";
        Assert.That(
            WebhookSignature.Of(Secret, Encoding.UTF8.GetBytes(Body)),
            Is.EqualTo("sha256=02a2d9b5c872e5f10f9f029bb8a39121cc12543ef35d2a5df84718fbd716ae9f"));
    }

    [Test]
    public async Task A_received_STOP_arrives_as_a_signed_webhook_and_blocks_the_number()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var running = await Running.StartAsync();
        running.State.Options.WebhookUrl = receiver.Address;
        Assert.That(await running.State.IncomingAsync(Running.Someone, "STOP"), Is.True);

        var hook = await receiver.NextAsync();
        var message = hook.Json.GetProperty("message");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hook.Path, Is.EqualTo("/user-actions/"));
            Assert.That(hook.Signature, Is.EqualTo(WebhookSignature.Of(Secret, hook.Body)));
            Assert.That(hook.Rule, Is.EqualTo("incoming_sms_message"));
            Assert.That(message.GetProperty("preview").GetString(), Is.EqualTo("STOP"));
            Assert.That(message.GetProperty("from_field").GetProperty("id").GetString(), Is.EqualTo(Running.Someone));
            Assert.That(Encoding.UTF8.GetString(hook.Body), Does.Contain("\"+13135550100+13135550142\""), "compact and unescaped");
        }

        using var answer = await running.SendAsync();
        var refused = running.State.Messages[^1];
        Assert.That((refused.Status, refused.ErrorCode, refused.Sid), Is.EqualTo(("failed", 21610, (string?)null)));
    }

    [Test]
    public async Task A_sent_text_is_reported_with_its_draft_id_and_our_side_as_an_account()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var running = await Running.StartAsync(new SimulatorOptions { WebhookUrl = receiver.Address });
        using var answer = await running.SendAsync();

        var hook = await receiver.NextAsync();
        var message = hook.Json.GetProperty("message");
        var sent = running.State.Messages.Single();
        var from = message.GetProperty("from_field");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hook.Rule, Is.EqualTo("outgoing_twilio_message"));
            Assert.That(message.GetProperty("id").GetGuid(), Is.EqualTo(sent.Id));
            Assert.That(message.GetProperty("external_id").GetString(), Is.EqualTo(sent.Sid));
            Assert.That(message.GetProperty("delivered_at").GetInt64(), Is.EqualTo(sent.CreatedAt.ToUnixTimeSeconds()));
            Assert.That(from.GetProperty("id").GetString(), Is.EqualTo(running.State.Options.AccountSid));
            Assert.That(from.GetProperty("name").GetString(), Is.EqualTo("+1 (313) 555-0100"));
            Assert.That(from.GetProperty("username").GetString(), Is.EqualTo("+13135550100"));
        }
    }

    [Test]
    public async Task A_refused_text_is_reported_without_id_and_time()
    {
        await using var receiver = await HookReceiver.StartAsync();
        var options = new SimulatorOptions
        {
            WebhookUrl = receiver.Address,
            FailingNumbers = new Dictionary<string, int>(StringComparer.Ordinal) { ["+1313555014*"] = 21211 },
        };
        await using var running = await Running.StartAsync(options);
        using var answer = await running.SendAsync();

        var message = (await receiver.NextAsync()).Json.GetProperty("message");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(message.GetProperty("external_id").GetString(), Is.Null);
            Assert.That(message.GetProperty("delivered_at").GetRawText(), Is.EqualTo("null"));
        }
    }

    [Test]
    public async Task The_outgoing_webhook_can_come_before_the_answer()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var running = await Running.StartAsync(
            new SimulatorOptions { WebhookUrl = receiver.Address, OutgoingWebhookBeforeAnswer = true });
        using var answer = await running.SendAsync();
        Assert.That(receiver.IsEmpty, Is.False);
    }

    [Test]
    public async Task A_retry_carries_the_same_bytes()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var running = await Running.StartAsync(
            new SimulatorOptions { WebhookUrl = receiver.Address, WebhookRetryPause = TimeSpan.Zero });
        receiver.AnswerNextWith(500);
        Assert.That(await running.State.IncomingAsync(Running.Someone, "Hello"), Is.False);

        var first = await receiver.NextAsync();
        var second = await receiver.NextAsync();
        await running.State.WaitForWebhooksAsync(Running.Patience);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.Body, Is.EqualTo(first.Body));
            Assert.That(running.State.WebhookFailures, Is.EqualTo(1));
            Assert.That(running.State.WebhooksDelivered, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Labels_and_closing_are_reported_only_when_they_change_something()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var running = await Running.StartAsync(
            new SimulatorOptions { WebhookUrl = receiver.Address, WebhookParallelism = 1 });
        await running.State.IncomingAsync(Running.Someone, "Hello");
        await receiver.NextAsync();
        var post = $$"""
            {"posts":{"conversation":"{{running.State.Messages[0].ConversationId}}","notification":{"title":"a","body":"b"},"text":"c",
            "organization":"{{running.State.Options.OrganizationId}}",
            "add_shared_labels":["{{Running.Label}}"],"close":true,"reopen":false} }
            """;
        await running.JsonAsync(HttpMethod.Post, "/v1/posts", post);
        await running.JsonAsync(HttpMethod.Post, "/v1/posts", post);

        var labelled = await receiver.NextAsync();
        var closed = await receiver.NextAsync();
        await running.State.WaitForWebhooksAsync(Running.Patience);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(labelled.Rule, Is.EqualTo("label_change"));
            Assert.That(
                labelled.Json.GetProperty("conversation").GetProperty("shared_labels")[0].GetProperty("id").GetString(),
                Is.EqualTo(Running.Label));
            Assert.That(closed.Rule, Is.EqualTo("conversation_closed"));
            Assert.That(receiver.IsEmpty, Is.True);
        }
    }
}
