using System.Diagnostics.Metrics;
using Npgsql;
using Outlier.Executor.Database;
using Outlier.Executor.Telemetry;

namespace Outlier.Executor.Health;

/// <summary>The gauges that come from the database. They are read only when a scrape asks for them.</summary>
internal sealed class DatabaseMetrics : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private static readonly (string Name, string Unit, string Description)[] Gauges =
    [
        ("outlier.queue.messages", "{message}", "Messages in each queue, by state."),
        ("outlier.queue.oldest_due", "s", "Time for which the oldest message of a queue has been due."),
        ("outlier.requests", "{request}", "Calls that wait or are in progress, by kind."),
        ("outlier.quota.used", "{call}", "Calls that count against a quota now."),
        ("outlier.quota.limit", "{call}", "Calls that a quota allows in its period."),
        ("outlier.quota.held", "s", "Time until the backoff of a quota ends. 0 if it has none."),
        ("outlier.problems", "{problem}", "Open problems, by kind: see outlier.problems."),
        ("outlier.consent.changes", "{change}", "Recorded changes of consent, by kind and source."),
    ];

    private readonly Meter meter;
    private readonly OutlierApi api;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private IReadOnlyList<MetricSample> samples = [];
    private DateTimeOffset readAt = DateTimeOffset.MinValue;

    public DatabaseMetrics(IMeterFactory factory, OutlierApi api, TimeProvider time)
    {
        this.api = api;
        this.time = time;
        meter = factory.Create(OutlierMetrics.Name);
        foreach (var (name, unit, description) in Gauges)
        {
            meter.CreateObservableGauge(name, () => Read(name), unit, description);
        }
    }

    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<double>> Read(string name)
    {
        lock (gate)
        {
            // One read serves all gauges of a scrape.
            if (time.GetUtcNow() - readAt > Fresh)
            {
                readAt = time.GetUtcNow();
                samples = ReadSamples();
            }

            return [.. samples
                .Where(sample => string.Equals(sample.Name, name, StringComparison.Ordinal))
                .Select(sample => new Measurement<double>(sample.Value, sample.Tags.Select(tag => new KeyValuePair<string, object?>(tag.Key, tag.Value))))];
        }
    }

    // An exporter's callback is synchronous, so it must block.
    private IReadOnlyList<MetricSample> ReadSamples()
    {
        try
        {
            return api.ReadMetrics();
        }
        catch (NpgsqlException)
        {
            // The gauges are then missing from the scrape. The health endpoint says why.
            return [];
        }
    }
}
