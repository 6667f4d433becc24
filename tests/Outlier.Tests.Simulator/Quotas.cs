using System.Net;
using Outlier.Simulator;

namespace Outlier.Tests.Simulator;

public sealed class Quotas
{
    private static readonly QuotaLimit ThreeAMinute = new(TimeSpan.FromMinutes(1), 3);

    [Test]
    public async Task A_call_over_the_limit_gets_429_until_the_window_has_slid_on()
    {
        await using var running = await Running.StartAsync(new SimulatorOptions { Quotas = [ThreeAMinute] });
        await SendAllAsync(running, 3);
        running.Clock.Advance(TimeSpan.FromSeconds(20.5));

        using var denied = await running.SendAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(denied.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(Running.RetryAfter(denied), Is.EqualTo(40), "39.5 s, rounded up");
            Assert.That(denied.Headers.GetValues("X-RateLimit-Limit").Single(), Is.EqualTo("3"));
            Assert.That(denied.Headers.GetValues("X-RateLimit-Remaining").Single(), Is.EqualTo("0"));
            Assert.That(denied.Headers.GetValues("X-RateLimit-Reset").Single(), Is.EqualTo("1767366060"));
            Assert.That(running.State.RateLimited, Is.EqualTo(1));
            Assert.That(running.State.SentCount, Is.EqualTo(3));
        }

        running.Clock.Advance(TimeSpan.FromSeconds(39.5));
        using var allowed = await running.SendAsync();
        Assert.That(allowed.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task The_window_slides_call_by_call()
    {
        await using var running = await Running.StartAsync(new SimulatorOptions { Quotas = [ThreeAMinute] });
        await SendAllAsync(running, 2);
        running.Clock.Advance(TimeSpan.FromSeconds(30));
        await SendAllAsync(running, 1);
        running.Clock.Advance(TimeSpan.FromSeconds(30));
        await SendAllAsync(running, 2);

        using var denied = await running.SendAsync();
        Assert.That(Running.RetryAfter(denied), Is.EqualTo(30));
    }

    [Test]
    public async Task Denied_calls_do_not_count()
    {
        await using var running = await Running.StartAsync(new SimulatorOptions { Quotas = [ThreeAMinute] });
        await SendAllAsync(running, 3);
        running.Clock.Advance(TimeSpan.FromSeconds(59));
        for (var i = 0; i < 5; i++)
        {
            using var denied = await running.SendAsync();
            Assert.That(Running.RetryAfter(denied), Is.EqualTo(1));
        }

        running.Clock.Advance(TimeSpan.FromSeconds(1));
        await SendAllAsync(running, 3);
    }

    [Test]
    public async Task Of_two_full_windows_the_longer_wait_is_told()
    {
        var options = new SimulatorOptions { Quotas = [ThreeAMinute, new QuotaLimit(TimeSpan.FromMinutes(15), 4)] };
        await using var running = await Running.StartAsync(options);
        await SendAllAsync(running, 3);
        running.Clock.Advance(TimeSpan.FromMinutes(1));
        await SendAllAsync(running, 1);

        using var denied = await running.SendAsync();
        Assert.That(Running.RetryAfter(denied), Is.EqualTo(14 * 60));
    }

    [Test]
    public async Task Each_token_has_its_own_quota_unless_it_shares_one()
    {
        var options = new SimulatorOptions { Quotas = [ThreeAMinute], SharedQuotaGroups = [["second", "third"]] };
        await using var running = await Running.StartAsync(options);
        await SendAllAsync(running, 3);
        await SendAllAsync(running, 2, "second");
        await SendAllAsync(running, 1, "third");

        using var denied = await running.SendAsync(token: "second");
        Assert.That(denied.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
    }

    [Test]
    public async Task Quotas_can_be_replaced_while_running()
    {
        await using var running = await Running.StartAsync(new SimulatorOptions { Quotas = [new(TimeSpan.FromHours(1), 0)] });
        using var denied = await running.SendAsync();
        Assert.That(denied.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));

        running.State.Options.Quotas = [ThreeAMinute];
        await SendAllAsync(running, 3);
    }

    [Test]
    public async Task Only_so_many_calls_may_be_under_way_at_once()
    {
        await using var running = await Running.StartAsync(new SimulatorOptions { MaxConcurrent = 1 });
        running.State.AddFault(new Fault { To = Running.Someone, Delay = TimeSpan.FromHours(1) });
        using var patience = new CancellationTokenSource();
        var held = running.SendAsync(stop: patience.Token);
        await running.State.WaitForMessagesAsync(1, Running.Patience);

        using var denied = await running.SendAsync("+13135550143");
        Assert.That(denied.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(Running.RetryAfter(denied), Is.EqualTo(1));

        await patience.CancelAsync();
        Assert.That(async () => await held, Throws.InstanceOf<OperationCanceledException>());
        await running.State.WaitForCallsAsync("POST", "/v1/drafts", 2, Running.Patience);
        using var allowed = await running.SendAsync("+13135550143");
        Assert.That(allowed.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    private static async Task SendAllAsync(Running running, int count, string token = Running.Token)
    {
        for (var i = 0; i < count; i++)
        {
            using var response = await running.SendAsync(token: token);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        }
    }
}
