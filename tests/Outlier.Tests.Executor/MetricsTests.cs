namespace Outlier.Tests.Executor;

/// <summary>
/// Checks the metrics that an operator's monitoring reads. Not parallel, because the exporter collects from all
/// executors of its process.
/// </summary>
[NonParallelizable]
public sealed class MetricsTests
{
    private static readonly double[] One = [1];
    private static readonly double[] Five = [5];

    [Test]
    [Category("GET-/metrics")]
    public async Task Metrics_tell_what_waits_and_what_was_done_and_name_nobody()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var executor = await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(5, "Hello", "Again", 86_400);
        await newsroom.UntilAsync("(select count(*) = 5 from outlier.message_statuses)");
        await newsroom.RunAsync("update outlier.quotas set held_until = now() + interval '1 hour', hold_reason = 'asked to wait' where name = 'general'");

        using var inbox = new Inbox(executor.Address);
        using var unsigned = await inbox.DeliverAsync("{}"u8.ToArray(), signature: "sha256=00");
        using var client = new HttpClient { BaseAddress = executor.Address };
        var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Multiple(() =>
        {
            Assert.That(Values(metrics, "outlier_queue_messages", "queue=\"second_messages\"", "state=\"due_later\""), Is.EqualTo(Five));
            Assert.That(Values(metrics, "outlier_claims", "queue=\"first_messages\""), Is.EqualTo(Five));
            Assert.That(Values(metrics, "outlier_calls_seconds_count", "kind=\"first_messages\"", "status=\"201\""), Is.EqualTo(Five));
            Assert.That(Values(metrics, "outlier_quota_held", "quota=\"general\""), Has.All.GreaterThan(3500).And.Exactly(1).Items);
            Assert.That(Values(metrics, "outlier_webhooks", "status=\"401\""), Is.EqualTo(One));
            Assert.That(metrics, Does.Not.Contain("55501").And.Not.Contain("Hello"));
        });
    }

    private static List<double> Values(string metrics, string name, params string[] tags) =>
    [
        .. metrics.Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && tags.All(tag => line.Contains(tag, StringComparison.Ordinal)))
            .Select(Value),
    ];

    // A timestamp may follow the value.
    private static double Value(string line) => double.Parse(line[(line.IndexOf('}', StringComparison.Ordinal) + 1)..].Trim().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}
