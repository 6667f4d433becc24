using System.Net;
using System.Text;
using Npgsql;
using Outlier.Tests.Executor.Http;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor.Campaigns;

/// <summary>
/// Checks that only a few expensive counts run at the same time and that they delay no other request.
/// </summary>
public sealed class CountingTests
{
    private const string Water = "0e72038c-52f1-4e3b-9705-26b8d6c0b818";
    private const string Document = $$"""{"segments": {"included": {"id": "{{Water}}"} } }""";
    private const string Writer = "+12005550100";
    private Door _door = null!;
    private NpgsqlConnection _administrator = null!;

    [TearDown]
    public async Task Close_the_door()
    {
        await _administrator.DisposeAsync();
        await _door.DisposeAsync();
    }

    [Test]
    public async Task Fourteen_counts_at_once_keep_no_opt_out_waiting_and_end_when_they_can()
    {
        await OpenAsync();
        await HoldAsync();
        var counts = Enumerable.Range(0, 14).Select(number => CountAsync("avery", number % 2 == 0 ? "recipient-count" : "preview")).ToList();
        var running = counts.ToHashSet();
        while (running.Count > 6)
        {
            var first = await Task.WhenAny(running);
            running.Remove(first);
            using var answer = await first;
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(answer.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(5)));
            Assert.That(await Door.MessageOfAsync(answer), Does.StartWith("Too many audiences are being counted at once"));
        }

        await _door.Newsroom.Simulator.State.IncomingAsync(Writer, "STOP");
        Assert.That(await _door.Newsroom.ReadAsync<bool>($"select unsubscribed from outlier.authors where phone_number = '{Writer}'"), Is.True);

        await _administrator.ExecuteAsync("rollback");
        foreach (var waiting in running)
        {
            using var answer = await waiting;
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), "two ran, and four waited for their turn");
        }

        using var later = await CountAsync("avery");
        Assert.That(later.StatusCode, Is.EqualTo(HttpStatusCode.OK), "places are given back");
    }

    [Test]
    public async Task No_caller_has_all_places()
    {
        await OpenAsync();
        await HoldAsync();
        var greedy = Enumerable.Range(0, 6).Select(_ => CountAsync("avery")).ToList();
        await UntilBlockedAsync(2);
        var other = CountAsync("blake");
        await UntilBlockedAsync(3);
        Assert.That(greedy, Has.All.Property(nameof(Task.IsCompleted)).False);
        await _administrator.ExecuteAsync("rollback");
        using var answer = await other;
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await Task.WhenAll(greedy);
    }

    [TestCase("recipient-count")]
    [TestCase("preview")]
    public async Task A_count_that_takes_too_long_is_ended_by_the_server(string path)
    {
        await OpenAsync(("Counting:TimeoutSeconds", "1"));
        await HoldAsync();
        using var answer = await CountAsync("avery", path);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await Door.MessageOfAsync(answer), Does.StartWith("The database stopped this request because it took too long."));
        await _administrator.ExecuteAsync("rollback");
        Assert.That(
            await _door.Newsroom.ReadAsync<long>("select count(*) from pg_stat_activity where application_name = 'outlier' and wait_event_type = 'Lock'"), Is.Zero);
        using var next = await CountAsync("avery", path);
        Assert.That(next.StatusCode, Is.EqualTo(HttpStatusCode.OK), "nothing of the limit stays in the session");
    }

    private async Task OpenAsync(params (string Key, string? Value)[] settings)
    {
        _door = await Door.OpenAsync(settings);
        _administrator = new NpgsqlConnection(_door.Newsroom.Database.ConnectionString);
        await _administrator.OpenAsync();
        await _administrator.ExecuteAsync($"insert into outlier.labels (id, name) values ('{Water}', 'Water')");
        // The writer must be known before counts are blocked: a new writer is added to a conversation, which reads
        // labels.
        await _door.Newsroom.Simulator.State.IncomingAsync(Writer, "Hello");
    }

    // Blocks all counts, as if each took forever.
    private async Task HoldAsync()
    {
        await _administrator.ExecuteAsync("begin");
        await _administrator.ExecuteAsync("lock table outlier.authors_labels in access exclusive mode");
    }

    private Task UntilBlockedAsync(int counts) => _door.Newsroom.UntilAsync(
        $"(select count(*) = {counts} from pg_locks where relation = 'outlier.authors_labels'::regclass and not granted)", TimeSpan.FromSeconds(30));

    private async Task<HttpResponseMessage> CountAsync(string caller, string path = "recipient-count")
    {
        using var content = new StringContent(Document, Encoding.UTF8, "application/json");
        return await _door.SendAsync(HttpMethod.Post, $"/campaigns/{path}/", _door.TokenOf("viewer", caller), content);
    }
}
