using System.Net;

namespace Outlier.Tests.Simulator;

public sealed class ShortLinks
{
    [Test]
    public async Task A_bulk_answer_holds_a_link_or_an_error_for_each_item()
    {
        await using var running = await Running.StartAsync();
        var answer = await running.JsonAsync(
            HttpMethod.Post,
            "/links/bulk",
            """[{"url":"https://example.org/a","externalId":"1","tagNames":["sms"]},{"url":"https://example.org/b","externalId":"1"}]""");
        var listed = await running.JsonAsync(HttpMethod.Get, "/links?tagNames=SMS,other");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer[0].GetProperty("shortLink").GetString(), Does.StartWith("https://go.example.org/"));
            Assert.That(answer[1].GetProperty("error").GetProperty("code").GetString(), Is.EqualTo("conflict"));
            Assert.That(listed.GetArrayLength(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Upsert_finds_the_link_of_a_url()
    {
        await using var running = await Running.StartAsync();
        var first = await running.JsonAsync(HttpMethod.Put, "/links/upsert", """{"url":"https://example.org/a"}""");
        var second = await running.JsonAsync(HttpMethod.Put, "/links/upsert", """{"url":"https://example.org/a"}""");
        using var refused = await running.CallAsync(HttpMethod.Get, "/links", token: null);
        Assert.That(second.GetProperty("id").GetString(), Is.EqualTo(first.GetProperty("id").GetString()));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }
}
