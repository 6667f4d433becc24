using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Outlier.Simulator;

namespace Outlier.Tests.Executor.Delivery;

/// <summary>
/// Checks that each message's row gets the status that Twilio has, even if statuses arrive late or in any order, or if
/// executors are killed.
/// </summary>
[NonParallelizable]
public sealed class ReconciliationTests
{
    private const string Done = "(select state = 'done' from outlier.reconciliations order by id desc limit 1)";
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(3);

    [Test]
    [Category("first-for-second")]
    public async Task Every_row_ends_with_what_Twilio_knows_although_the_executor_is_killed_between_pages()
    {
        const int People = 1000;
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var newsroom = await Newsroom.OpenAsync(time: time);
        var state = newsroom.Simulator.State;
        // A tenth of the messages fails, some immediately and without a date. Some statuses are two days late. Missive
        // hides some ids.
        int[] codes = [30003, 30005, 30006, 30007, 21211, 99999];
        state.Options.FailingNumbers = Enumerable.Range(0, People / 10).ToDictionary(n => Number(n * 10), n => codes[n % codes.Length], StringComparer.Ordinal);
        state.Options.RefusalsAreLogged = true;
        state.Options.LateEveryNth = 7;
        state.Options.HideTwilioIdEveryNth = 9;
        var executor = await newsroom.StartExecutorAsync(settings: newsroom.WithTwilio);
        // The first and second message to each person have the same text.
        await newsroom.BroadcastAsync(People, "What do you need to know?", "What do you need to know?", 1);
        await newsroom.UntilAsync($"(select count(*) = {2 * People} from outlier.message_statuses)", Long);
        await state.WaitForWebhooksAsync(Long);
        Assert.That(await newsroom.ReadAsync<long>("select failed from outlier.broadcast_stats"), Is.LessThan(People), "what was concluded from Missive is not the truth yet");

        // The first pass runs before any status is final. The second runs two days later.
        time.Advance(TimeSpan.FromMinutes(1));
        await newsroom.RunAsync("select outlier.reconcile()");
        await newsroom.UntilAsync(Done);
        Assert.That(Different(state, await RowsAsync(newsroom)), Is.Empty);
        await executor.StopAsync();

        time.Advance(TimeSpan.FromDays(2));
        state.AddFault(new Fault { PathPrefix = "/2010-04-01", Status = 429, Times = 1, RetryAfter = TimeSpan.FromSeconds(1) });
        await newsroom.RunAsync("select outlier.reconcile()");
        foreach (var pages in (int[])[1, 3, 5])
        {
            using var process = OutlierProcess.Start(["run"], Configuration(newsroom));
            await newsroom.UntilAsync($"(select pages >= {pages} from outlier.reconciliations order by id desc limit 1)");
            process.Kill();
            await newsroom.RunAsync("update outlier.requests set lease_until = now() where state = 'working'; update outlier.settings set refusal_wait = '0'");
        }

        await newsroom.StartExecutorAsync(settings: newsroom.WithTwilio);
        await newsroom.UntilAsync(Done);
        var rows = await RowsAsync(newsroom);
        Assert.Multiple(() =>
        {
            Assert.That(rows, Has.Count.EqualTo(2 * People));
            Assert.That(Different(state, rows), Is.Empty);
        });
        Assert.That(await newsroom.ReadAsync<long>("select failed from outlier.broadcast_stats"), Is.EqualTo(People / 5));
        Assert.That(await newsroom.ReadAsync<long>("select delivered from outlier.broadcast_stats"), Is.EqualTo(2 * People * 9 / 10));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.reconciliations"), Is.EqualTo(2), "one pass, however often it was broken off");
        // Each result must be on the row of its own message. The order of sending tells the first message from the
        // second.
        Assert.That(
            await newsroom.ReadAsync<long>("select count(*) from outlier.message_statuses as f join outlier.message_statuses as s using (recipient_phone_number) where not f.is_second and s.is_second and s.twilio_sent_at < f.twilio_sent_at"),
            Is.Zero);
    }

    [Test]
    public async Task Without_Twilio_a_pass_says_so_and_with_wrong_credentials_too()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var executor = await newsroom.StartExecutorAsync();
        await newsroom.RunAsync("select outlier.reconcile()");
        await newsroom.UntilAsync("exists (select from outlier.problems where kind = 'reconciliation_failed')");
        await executor.StopAsync();
        await newsroom.StartExecutorAsync(settings: new Dictionary<string, string?>(newsroom.WithTwilio, StringComparer.Ordinal) { ["Twilio:AuthToken"] = "wrong" });
        await newsroom.RunAsync("select outlier.reconcile()");
        await newsroom.UntilAsync("exists (select from outlier.problems where kind = 'token_refused' and message like '%twilio%')");
        Assert.That(await newsroom.ReadAsync<string>("select state from outlier.requests"), Is.EqualTo("waiting"));
    }

    private static string Number(int n) => string.Create(CultureInfo.InvariantCulture, $"+1{200 + (n / 100)}55501{n % 100:D2}");

    private static Dictionary<string, string?> Configuration(Newsroom newsroom)
    {
        var configuration = RunningExecutor.Configuration(newsroom.Database.ConnectionStringFor("outlier_executor"), newsroom.Simulator.Address);
        foreach (var (key, value) in newsroom.WithTwilio)
        {
            configuration[key] = value;
        }

        return configuration;
    }

    private static async Task<Dictionary<string, (string Status, long? SentAt, int? Error)>> RowsAsync(Newsroom newsroom)
    {
        var rows = new Dictionary<string, (string, long?, int?)>(StringComparer.Ordinal);
        await using var command = newsroom.Connection.CreateCommand();
        command.CommandText = "select coalesce(twilio_id, 'none ' || id), coalesce(twilio_sent_status, 'unknown'), floor(extract(epoch from twilio_sent_at))::bigint, twilio_error_code from outlier.message_statuses";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0), (reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetInt32(3)));
        }

        return rows;
    }

    // A final status from Missive ("delivered") stays until Twilio has a final status of its own.
    private static List<string> Different(SimulatorState state, Dictionary<string, (string Status, long? SentAt, int? Error)> rows) =>
    [
        .. state.Messages
            .Where(message => !rows.TryGetValue(message.Sid!, out var row)
                || (row.Status != message.Status && (message.Status, row.Status) != ("sent", "delivered"))
                || row.Error != message.ErrorCode
                || row.SentAt != message.SentAt?.ToUnixTimeSeconds())
            .Select(message => $"{message.Sid} {message.Status} {message.ErrorCode}, on record: {(rows.TryGetValue(message.Sid!, out var row) ? row : default)}")
            .Take(10),
    ];
}
