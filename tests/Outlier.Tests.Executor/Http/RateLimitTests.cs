using System.Net;

namespace Outlier.Tests.Executor.Http;

/// <summary>Checks how many requests per minute a caller may make.</summary>
public sealed class RateLimitTests
{
    private const string Path = "/campaigns/segments";

    [Test]
    public async Task A_caller_who_asks_too_often_waits_and_nobody_else_does()
    {
        await using var door = await Door.OpenAsync(("RateLimit:RequestsPerMinute", "3"));
        var (avery, jordan) = (door.TokenOf("viewer"), door.TokenOf("viewer", "jordan"));
        for (var i = 0; i < 3; i++)
        {
            Assert.That(await StatusAsync(door, avery), Is.Not.EqualTo(HttpStatusCode.TooManyRequests));
        }

        using var refused = await door.SendAsync(HttpMethod.Get, Path, avery, null, ("Origin", "https://sidebar.example.org"));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(refused.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(50)));
        Assert.That(await Door.MessageOfAsync(refused), Does.Contain("Wait 50 seconds"));
        Assert.That(await StatusAsync(door, jordan), Is.Not.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(await StatusAsync(door, await door.OperatorTokenAsync("avery", "viewer")), Is.Not.EqualTo(HttpStatusCode.TooManyRequests));
        door.Time.Advance(TimeSpan.FromSeconds(50));
        Assert.That(await StatusAsync(door, avery), Is.Not.EqualTo(HttpStatusCode.TooManyRequests));
    }

    [Test]
    public async Task Who_guesses_tokens_is_not_told_even_a_good_one()
    {
        await using var door = await Door.OpenAsync(("RateLimit:RequestsPerMinute", "3"));
        for (var i = 0; i < 3; i++)
        {
            Assert.That(await StatusAsync(door, $"outlier_guess{i}"), Is.EqualTo(HttpStatusCode.Unauthorized));
        }

        Assert.That(await StatusAsync(door, await door.OperatorTokenAsync("avery", "viewer")), Is.EqualTo(HttpStatusCode.TooManyRequests));
        door.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await StatusAsync(door, door.TokenOf("viewer")), Is.Not.EqualTo(HttpStatusCode.TooManyRequests));
    }

    [Test]
    [Category("GET-/health/live")]
    public async Task Signed_webhooks_and_health_checks_are_not_counted()
    {
        await using var door = await Door.OpenAsync(("RateLimit:RequestsPerMinute", "1"));
        using var inbox = new Inbox(door.Executor.Address);
        for (var i = 0; i < 3; i++)
        {
            using var health = await door.SendAsync(HttpMethod.Get, "/health/live");
            using var hook = await inbox.DeliverAsync($$"""{"round":{{i}}}""");
            Assert.That(health.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(hook.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        Assert.That(await StatusAsync(door, "outlier_guess"), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private static async Task<HttpStatusCode> StatusAsync(Door door, string token)
    {
        using var answer = await door.SendAsync(HttpMethod.Get, Path, token);
        return answer.StatusCode;
    }
}
