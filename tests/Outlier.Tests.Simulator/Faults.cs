using System.Net;
using Outlier.Simulator;

namespace Outlier.Tests.Simulator;

public sealed class Faults
{
    [Test]
    public async Task DropAfter_sends_the_text_and_gives_no_answer()
    {
        await using var running = await StartAsync(new Fault { DropAfter = true });
        Assert.That(async () => await running.SendAsync(), Throws.InstanceOf<HttpRequestException>());
        await running.State.WaitForCallsAsync("POST", "/v1/drafts", 1, Running.Patience);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(running.State.SentCount, Is.EqualTo(1));
            Assert.That(running.State.Calls[0].Status, Is.Zero);
        }
    }

    [Test]
    public async Task DropBefore_sends_nothing_and_gives_no_answer()
    {
        await using var running = await StartAsync(new Fault { DropBefore = true, Times = 1 });
        Assert.That(async () => await running.SendAsync(), Throws.InstanceOf<HttpRequestException>());
        Assert.That(running.State.SentCount, Is.Zero);
    }

    [Test]
    public async Task TruncateBody_sends_the_text_and_breaks_off_the_answer()
    {
        await using var running = await StartAsync(new Fault { TruncateBody = true });
        Assert.That(async () => await running.SendAsync(), Throws.InstanceOf<HttpRequestException>());
        Assert.That(running.State.SentCount, Is.EqualTo(1));
    }

    [Test]
    public async Task NonJson_and_EmptyBody_send_the_text()
    {
        await using var running = await StartAsync(new Fault { NonJson = true, Times = 1 }, new Fault { EmptyBody = true });
        using var page = await running.SendAsync();
        using var empty = await running.SendAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(page.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/html"));
            Assert.That(empty.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(await empty.Content.ReadAsByteArrayAsync(), Is.Empty);
            Assert.That(running.State.SentCount, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task A_status_hits_only_the_calls_it_describes()
    {
        var fault = new Fault
        {
            Method = "POST",
            PathPrefix = "/v1/drafts",
            To = Running.Someone,
            EveryNth = 2,
            Times = 1,
            Status = 503,
            RetryAfter = TimeSpan.FromSeconds(1.5),
        };
        await using var running = await StartAsync(fault);
        var statuses = new List<int>();
        foreach (var to in new[] { Running.Someone, "+13135550143", Running.Someone, Running.Someone, Running.Someone })
        {
            using var response = await running.SendAsync(to);
            statuses.Add((int)response.StatusCode);
            Assert.That(!response.Headers.Contains("Retry-After") || Running.RetryAfter(response) == 2);
        }

        Assert.That(statuses, Is.EqualTo([201, 201, 503, 201, 201]));
        Assert.That(running.State.SentCount, Is.EqualTo(4));
    }

    [Test]
    public async Task Faults_and_options_can_be_set_over_http()
    {
        await using var running = await Running.StartAsync();
        await running.JsonAsync(HttpMethod.Post, "/simulator/faults", """{"pathPrefix":"/v1/drafts","status":500,"delay":"00:00:00"}""");
        using var failed = await running.SendAsync();
        await running.JsonAsync(HttpMethod.Delete, "/simulator/faults");
        var overview = await running.JsonAsync(
            HttpMethod.Post, "/simulator/options", """{"quotas":[{"window":"00:01:00","calls":1}],"webhookUrl":"http://127.0.0.1:9"}""");
        using var sent = await running.SendAsync();
        using var denied = await running.SendAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)failed.StatusCode, Is.EqualTo(500));
            Assert.That(overview.GetProperty("webhookUrl").GetString(), Is.EqualTo("http://127.0.0.1:9"));
            Assert.That((int)sent.StatusCode, Is.EqualTo(201));
            Assert.That((int)denied.StatusCode, Is.EqualTo(429));
        }
    }

    private static async Task<Running> StartAsync(params Fault[] faults)
    {
        var running = await Running.StartAsync();
        foreach (var fault in faults)
        {
            running.State.AddFault(fault);
        }

        return running;
    }
}
