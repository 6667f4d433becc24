using System.Globalization;
using System.Net;
using System.Text.Json;
using Outlier.Simulator;

namespace Outlier.Tests.Simulator;

public sealed class TwilioLists
{
    [Test]
    public async Task Pages_follow_one_another_newest_first_and_are_not_moved_by_new_texts()
    {
        await using var running = await Running.StartAsync();
        await SendAsync(running, 5);
        var sids = running.State.Messages.Select(message => message.Sid).Reverse().ToArray();

        var seen = new List<string?>();
        var next = List(running, "?From=%2B13135550100&DateSent%3E=2026-01-02&PageSize=2");
        while (next is not null)
        {
            Assert.That(next, Does.StartWith("/2010-04-01/Accounts/"));
            var page = await running.TwilioAsync(next);
            seen.AddRange(page.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("sid").GetString()));
            next = page.GetProperty("next_page_uri").GetString();
            await SendAsync(running, 1);
        }

        Assert.That(seen, Is.EqualTo(sids));
    }

    [TestCase("?To=%2B13135550142", ExpectedResult = 1)]
    [TestCase("?To=%2B13135550143", ExpectedResult = 0)]
    [TestCase("?DateSent=2026-01-02", ExpectedResult = 1)]
    [TestCase("?DateSent=2026-01-01", ExpectedResult = 0)]
    [TestCase("?DateSent%3E=2026-01-02T15:00:01Z", ExpectedResult = 1)]
    [TestCase("?DateSent%3E=2026-01-02T15:00:02Z", ExpectedResult = 0)]
    [TestCase("?DateSent%3C=2026-01-02T15:00:00Z", ExpectedResult = 0)]
    [TestCase("?DateSent%3C=2026-01-02&DateSent%3E=2026-01-02", ExpectedResult = 1)]
    public async Task<int> Filters_are_inclusive(string query)
    {
        await using var running = await Running.StartAsync();
        await SendAsync(running, 1);
        return (await running.TwilioAsync(List(running, query))).GetProperty("messages").GetArrayLength();
    }

    [Test]
    public async Task The_status_moves_on_with_time_and_can_be_set_late()
    {
        await using var running = await Running.StartAsync();
        using var answer = await running.SendAsync();
        var own = $"Messages/{running.State.Messages[0].Sid}.json";
        var path = List(running, string.Empty).Replace("Messages.json", own, StringComparison.Ordinal);

        var queued = await running.TwilioAsync(path);
        running.Clock.Advance(TimeSpan.FromSeconds(1));
        var sent = await running.TwilioAsync(path);
        running.Clock.Advance(TimeSpan.FromSeconds(1));
        var delivered = await running.TwilioAsync(path);
        running.State.SetStatus(Running.Someone, "undelivered", 30003);
        var undelivered = await running.TwilioAsync(path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Status(queued), Is.EqualTo("queued"));
            Assert.That(queued.GetProperty("date_sent").GetString(), Is.Null);
            Assert.That(Status(sent), Is.EqualTo("sent"));
            Assert.That(DateOf(sent, "date_sent"), Is.EqualTo(new DateTimeOffset(2026, 1, 2, 15, 0, 1, TimeSpan.Zero)));
            Assert.That(Status(delivered), Is.EqualTo("delivered"));
            Assert.That(Status(undelivered), Is.EqualTo("undelivered"));
            Assert.That(undelivered.GetProperty("error_code").GetInt32(), Is.EqualTo(30003));
            Assert.That(undelivered.GetProperty("num_segments").GetString(), Is.EqualTo("1"));
        }
    }

    [Test]
    public async Task Receipts_may_come_days_late()
    {
        await using var running = await Running.StartAsync(new SimulatorOptions { LateEveryNth = 2, LateBy = TimeSpan.FromDays(2) });
        await SendAsync(running, 2);
        Assert.That(running.State.Messages.Select(message => message.Status), Is.EqualTo((string[])["delivered", "sent"]));
        running.Clock.Advance(TimeSpan.FromDays(2));
        Assert.That(running.State.Messages.Select(message => message.Status), Has.All.EqualTo("delivered"));
    }

    [Test]
    public async Task A_refused_text_may_be_in_the_log_without_a_date_and_Missive_does_not_show_its_id()
    {
        await using var running = await Running.StartAsync(new SimulatorOptions
        {
            RefusalsAreLogged = true, FailingNumbers = new Dictionary<string, int>(StringComparer.Ordinal) { [Running.Someone] = 21610 },
        });
        await SendAsync(running, 1);
        var message = running.State.Messages[0];
        var logged = (await running.TwilioAsync(List(running, "?To=%2B13135550142"))).GetProperty("messages")[0];
        var byDate = (await running.TwilioAsync(List(running, "?DateSent=2026-01-02"))).GetProperty("messages");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(logged.GetProperty("sid").GetString(), Is.EqualTo(message.Sid));
            Assert.That(Status(logged), Is.EqualTo("failed"));
            Assert.That(logged.GetProperty("error_code").GetInt32(), Is.EqualTo(21610));
            Assert.That(logged.GetProperty("date_sent").GetString(), Is.Null);
            Assert.That(byDate.GetArrayLength(), Is.Zero);
            Assert.That(await ShownIdAsync(running, message), Is.Null);
        }
    }

    [Test]
    public async Task Missive_may_not_show_the_id_of_a_text_that_Twilio_has()
    {
        await using var running = await Running.StartAsync(new SimulatorOptions { HideTwilioIdEveryNth = 2 });
        await SendAsync(running, 2);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await ShownIdAsync(running, running.State.Messages[0]), Is.EqualTo(running.State.Messages[0].Sid));
            Assert.That(await ShownIdAsync(running, running.State.Messages[1]), Is.Null);
            Assert.That((await running.TwilioAsync(List(running, string.Empty))).GetProperty("messages").GetArrayLength(), Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Wrong_credentials_get_401_in_Twilios_shape()
    {
        await using var running = await Running.StartAsync();
        using var response = await running.CallAsync(HttpMethod.Get, List(running, string.Empty));
        var body = await Running.ReadAsync(response);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(body.GetProperty("code").GetInt32(), Is.EqualTo(20003));
            Assert.That(body.GetProperty("status").GetInt32(), Is.EqualTo(401));
        }
    }

    private static string List(Running running, string query) =>
        $"/2010-04-01/Accounts/{running.State.Options.AccountSid}/Messages.json{query}";

    private static async Task<string?> ShownIdAsync(Running running, SimulatedMessage message)
    {
        var answer = (await running.JsonAsync(HttpMethod.Get, $"/v1/messages/{message.Id}")).GetProperty("messages");
        return (answer.ValueKind == JsonValueKind.Array ? answer[0] : answer).GetProperty("external_id").GetString();
    }

    private static string? Status(JsonElement message) => message.GetProperty("status").GetString();

    private static DateTimeOffset DateOf(JsonElement message, string name) => DateTimeOffset.ParseExact(
        message.GetProperty(name).GetString()!, "ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture);

    private static async Task SendAsync(Running running, int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var answer = await running.SendAsync();
            running.Clock.Advance(TimeSpan.FromSeconds(2));
        }
    }
}
