using System.Net;
using System.Text;
using Outlier.Executor.Webhooks;

namespace Outlier.Tests.Executor;

/// <summary>Checks the endpoint for Missive's webhooks.</summary>
public sealed class WebhookTests
{
    [Test]
    [Category("signature")]
    public void The_signature_is_over_the_raw_bytes()
    {
        var body = Encoding.UTF8.GetBytes("""{"rule":{"id":"9e863285-b9dc-428f-a276-c5e95ce80167","description":"Déjà vu ✓","type":"label_change"},"conversation":{"id":"ccde5885-c1ce-4a60-93d3-b40682b8c2bd"}}""");
        const string Signature = "sha256=02a2d9b5c872e5f10f9f029bb8a39121cc12543ef35d2a5df84718fbd716ae9f";
        Assert.Multiple(() =>
        {
            Assert.That(WebhookSignature.IsValid(Signature, body, "example-signature-secret"), Is.True);
            Assert.That(WebhookSignature.IsValid(Signature, body, "another-secret"), Is.False);
            Assert.That(WebhookSignature.IsValid(Signature, [.. body, (byte)' '], "example-signature-secret"), Is.False);
            Assert.That(WebhookSignature.IsValid(Signature[7..], body, "example-signature-secret"), Is.False);
            Assert.That(WebhookSignature.IsValid("sha256=" + new string('z', 64), body, "example-signature-secret"), Is.False);
            Assert.That(WebhookSignature.IsValid(null, body, "example-signature-secret"), Is.False);
        });
    }

    [TestCase("/user-actions/")]
    [TestCase("/user-actions")]
    [TestCase("/user-action/")]
    public async Task Nothing_unsigned_gets_past_the_door(string path)
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var executor = await newsroom.StartExecutorAsync();
        using var client = new HttpClient();
        using var body = new StringContent("{}");
        using var answer = await client.PostAsync(new Uri(executor.Address, path), body);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.invoke_history"), Is.Zero);
    }

    [Test]
    public async Task A_stop_cancels_what_waits_and_a_reply_cancels_the_follow_up()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(4, "First", "Second");
        await newsroom.UntilAsync("(select count(*) = 4 from outlier.broadcast_second_messages)");
        await newsroom.Simulator.State.IncomingAsync("+12005550100", "STOP");
        await newsroom.Simulator.State.IncomingAsync("+12005550101", "The bus stop is broken");
        await newsroom.UntilAsync("(select count(*) = 2 from outlier.broadcast_second_messages)");
        Assert.That(await newsroom.ReadAsync<bool>("select unsubscribed from outlier.authors where phone_number = '+12005550100'"), Is.True);
        Assert.That(await newsroom.ReadAsync<bool>("select unsubscribed from outlier.authors where phone_number = '+12005550101'"), Is.False);
        Assert.That(await newsroom.ReadAsync<string>("select follow_up_reason from outlier.recipients where phone_number = '+12005550100'"), Is.EqualTo("unsubscribed"));
        Assert.That(await newsroom.ReadAsync<string>("select follow_up_reason from outlier.recipients where phone_number = '+12005550101'"), Is.EqualTo("answered"));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.unsubscribed_messages where broadcast_id is not null"), Is.EqualTo(1));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_outgoing_webhook_tells_the_Twilio_id_before_or_after_our_own_call_returns(bool before)
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Simulator.State.Options.OutgoingWebhookBeforeAnswer = before;
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(20);
        await newsroom.UntilAsync("(select count(*) = 20 from outlier.message_statuses where twilio_id like 'SM%' and twilio_sent_status is not null)");
    }
}
