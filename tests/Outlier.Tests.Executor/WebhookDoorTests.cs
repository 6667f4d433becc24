using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Outlier.Tests.Executor;

/// <summary>Checks the answers of the webhook endpoints, and what the database has stored by then.</summary>
public sealed class WebhookDoorTests
{
    private const string Comment =
        """{"rule":{"id":"9e863285-b9dc-428f-a276-c5e95ce80167","description":"Admins","type":"new_comment"},"conversation":{"id":"dd03b859-7652-4619-ab6a-88edefd1460c","authors":[{"name":"+13135550142","phone_number":"+13135550142"}]},"comment":{"id":"5fcced6d-a999-46b4-a4d4-bc0636cb09bd","body":"stop","created_at":1767362640,"author":{"id":"19671a99-9d38-4a60-a48f-25a12b1aceff","name":"Jordan Vale"}}}""";

    private Newsroom _newsroom = null!;
    private RunningExecutor _executor = null!;
    private Inbox _inbox = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _newsroom = await Newsroom.OpenAsync();
        _executor = await _newsroom.StartExecutorAsync();
        _inbox = new Inbox(_executor.Address);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        _inbox.Dispose();
        await _newsroom.DisposeAsync();
    }

    [TestCase("/user-actions/")]
    [TestCase("/user-actions")]
    [TestCase("/user-action/")]
    [TestCase("/user-action")]
    [Category("POST-/user-actions")]
    public async Task An_event_is_stored_and_answered_with_an_empty_object(string path)
    {
        var before = await EventsAsync();
        using var answer = await _inbox.DeliverAsync($$"""{"rule":{"type":"from_the_future"},"path":"{{path}}"}""", path);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("{}"));
        Assert.That(await EventsAsync(), Is.EqualTo(before + 1));
    }

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("""{"url":"https://example.org"}""")]
    [TestCase("""{"rule":null,"conversation":null}""")]
    public async Task The_call_that_Missive_makes_when_a_rule_is_saved_is_fine(string body)
    {
        foreach (var path in (string[])["/user-actions/", "/admin-action/?action=unsubscribe"])
        {
            using var answer = await _inbox.DeliverAsync(body, path);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{path}\n{_executor.Log.Text}");
        }
    }

    [Test]
    public async Task A_body_that_is_refused_does_not_harm_the_next_one()
    {
        for (var round = 0; round < 10; round++)
        {
            using var refused = await _inbox.DeliverAsync("\0", "/user-actions/");
            using var accepted = await _inbox.DeliverAsync($$"""{"round":{{round}}}""", "/user-actions/");
            Assert.That((refused.StatusCode, accepted.StatusCode), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.OK)), _executor.Log.Text);
        }
    }

    [TestCase("/user-actions/", "not json")]
    [TestCase("/user-actions/", "")]
    [TestCase("/user-actions/", "{\"a\":")]
    [TestCase("/admin-action/?action=unsubscribe", "not json")]
    [TestCase("/admin-action/?action=delete", "{}")]
    [TestCase("/admin-action/", "{}")]
    public async Task What_cannot_be_read_is_refused_and_says_why(string path, string body)
    {
        var before = await EventsAsync();
        using var answer = await _inbox.DeliverAsync(body, path);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await MessageAsync(answer), Is.Not.Empty);
        Assert.That(await EventsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        foreach (var body in (byte[][])[[0xff, 0xfe], [.. "{\"a\":\""u8, 0xc3, .. "\"}"u8], [.. "{\"a\":\""u8, 0, .. "\"}"u8]])
        {
            using var answer = await _inbox.DeliverAsync(body);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), Convert.ToHexString(body));
        }
    }

    [TestCase("/user-actions/")]
    [TestCase("/admin-action/?action=unsubscribe")]
    [Category("signature")]
    public async Task Nothing_that_is_wrongly_signed_gets_past_the_door(string path)
    {
        var before = await EventsAsync();
        var body = Encoding.UTF8.GetBytes(Comment);
        foreach (var signature in (string[])["", "sha256=", "sha256=" + new string('0', 64), Inbox.Sign([.. body, (byte)' ']), Inbox.Sign(body)[7..], Inbox.Sign(body).ToUpperInvariant()])
        {
            using var answer = await _inbox.DeliverAsync(body, path, signature);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), signature);
            Assert.That(await MessageAsync(answer), Does.Contain("X-Hook-Signature"));
        }

        Assert.That(await EventsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Ten_megabytes_pass_and_more_do_not()
    {
        using var large = await _inbox.DeliverAsync($$"""{"rule":{"type":"large"},"x":"{{new string('x', 5 * 1024 * 1024)}}"}""");
        Assert.That(large.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var tooLarge = await _inbox.DeliverAsync($$"""{"x":"{{new string('x', 10 * 1024 * 1024)}}"}""");
        Assert.That(tooLarge.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await MessageAsync(tooLarge), Does.Contain("10485760"));
    }

    [Test]
    [Category("POST-/admin-actions")]
    public async Task An_admin_opts_a_person_out_and_back_in_and_the_conversation_says_who()
    {
        using var unsubscribed = await _inbox.DeliverAsync(Comment, "/admin-action/?action=unsubscribe");
        Assert.That(unsubscribed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        // The database must have applied the webhook before the answer.
        Assert.That(await _newsroom.ReadAsync<bool>("select unsubscribed from outlier.authors where phone_number = '+13135550142'"), Is.True);
        using var resubscribed = await _inbox.DeliverAsync(Comment.Replace("5fcced6d", "5fcced6e", StringComparison.Ordinal), "/admin-action?action=resubscribe");
        Assert.That(await _newsroom.ReadAsync<bool>("select unsubscribed from outlier.authors where phone_number = '+13135550142'"), Is.False);
        await _newsroom.UntilAsync("(select count(*) = 2 from outlier.posts where subject like 'post:admin_%')");
        var posts = _newsroom.Simulator.State.Posts.Select(post => post.Text).ToList();
        Assert.That(posts, Has.Some.EqualTo("Jordan Vale unsubscribed this person: no more texts."));
        Assert.That(posts, Has.Some.EqualTo("Jordan Vale resubscribed this person: texts come again."));
    }

    [Test]
    [Category("POST-/user-actions")]
    public async Task A_webhook_that_cannot_be_acted_on_is_stored_and_answered_with_200()
    {
        using var answer = await _inbox.DeliverAsync("""{"rule":{"type":"new_comment"},"conversation":{"id":"dd03b859-7652-4619-ab6a-88edefd1460c"},"comment":5}""");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await _newsroom.ReadAsync<bool>("select exists (select from outlier.errors where rule_type = 'new_comment' and next_attempt_at is not null)"), Is.True);
    }

    [Test]
    public async Task Without_a_signature_no_body_is_waited_for()
    {
        using var client = await PromiseAsync(string.Empty);
        using var reader = new StreamReader(client.GetStream());
        Assert.That(await reader.ReadLineAsync().WaitAsync(Newsroom.Limit), Does.Contain("401"));
    }

    [Test]
    public async Task A_length_that_is_only_promised_takes_no_memory()
    {
        const int Callers = 40;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var callers = new List<TcpClient>();
        for (var i = 0; i < Callers; i++)
        {
            callers.Add(await PromiseAsync($"X-Hook-Signature: sha256={new string('0', 64)}\r\n"));
        }

        // When this request is answered, the server has read the headers of the earlier ones.
        using var answer = await _inbox.DeliverAsync("{}", "/user-actions/");
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        callers.ForEach(caller => caller.Dispose());
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(taken, Is.LessThan(Callers * 1024L * 1024), "of ten megabytes that each promises");
    }

    [Test]
    public async Task Many_wrong_signatures_from_one_address_are_told_to_wait_and_Missive_and_the_team_are_not()
    {
        await using var executor = await RunningExecutor.StartAsync(
            _newsroom.Database.ConnectionStringFor("outlier_executor"),
            _newsroom.Simulator.Address,
            new FakeTimeProvider(DateTimeOffset.UtcNow),
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["RateLimit:RequestsPerMinute"] = "3" });
        using var inbox = new Inbox(executor.Address);
        var statuses = new List<int>();
        foreach (var signature in (string[])["", "sha256=" + new string('0', 64), "sha256=", "", "sha256=" + new string('0', 64)])
        {
            using var refused = await inbox.DeliverAsync("{}"u8.ToArray(), "/user-actions/", signature);
            statuses.Add((int)refused.StatusCode);
            Assert.That(refused.Headers.RetryAfter is null, Is.EqualTo(refused.StatusCode != HttpStatusCode.TooManyRequests));
        }

        Assert.That(
            statuses,
            Is.EqualTo((int[])[401, 401, 401, 429, 429]));
        using var signed = await inbox.DeliverAsync("""{"after":"many wrong ones"}""");
        Assert.That(signed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var client = new HttpClient { BaseAddress = executor.Address };
        using var team = await client.GetAsync(new Uri("campaigns", UriKind.Relative));
        Assert.That(team.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), "without a token, and not because of the webhooks");
    }

    /// <summary>Announces a long body and sends none of it.</summary>
    private async Task<TcpClient> PromiseAsync(string header)
    {
        var client = new TcpClient();
        await client.ConnectAsync(_executor.Address.Host, _executor.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            "POST /user-actions/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {10 * 1024 * 1024}\r\n{header}\r\n"));
        return client;
    }

    private static async Task<string> MessageAsync(HttpResponseMessage answer)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("message").GetString()!;
    }

    private Task<long> EventsAsync() => _newsroom.ReadAsync<long>("select count(*) from outlier.invoke_history");
}
