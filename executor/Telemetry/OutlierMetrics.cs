using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Outlier.Executor.Telemetry;

/// <summary>The executor's own metrics. Tags never contain a phone number, a text or a token.</summary>
internal sealed class OutlierMetrics : IDisposable
{
    public const string Name = "Outlier";

    private readonly Meter meter;
    private readonly Counter<long> claims;
    private readonly Counter<long> failures;
    private readonly Counter<long> webhooks;
    private readonly Histogram<double> calls;

    public OutlierMetrics(IMeterFactory factory)
    {
        meter = factory.Create(Name);
        claims = meter.CreateCounter<long>("outlier.claims", "{item}", "Messages and requests that this executor claimed.");
        failures = meter.CreateCounter<long>("outlier.claims.failed", "{failure}", "Failed claims, and failed recordings of results, of this executor.");
        webhooks = meter.CreateCounter<long>("outlier.webhooks", "{event}", "Received webhooks, by answer.");
        calls = meter.CreateHistogram<double>("outlier.calls", "s", "Calls to Missive, Twilio, Dub and the lookup service, by kind and status; 0: no answer.");
    }

    public void Claimed(string queue, int items)
    {
        if (items > 0)
        {
            claims.Add(items, new KeyValuePair<string, object?>("queue", queue));
        }
    }

    public void Failed(string queue) => failures.Add(1, new KeyValuePair<string, object?>("queue", queue));

    public void Received(int status) => webhooks.Add(1, new KeyValuePair<string, object?>("status", status.ToString(CultureInfo.InvariantCulture)));

    public void Called(string kind, int? status, TimeSpan duration)
    {
        var tags = new TagList { { "kind", kind }, { "status", (status ?? 0).ToString(CultureInfo.InvariantCulture) } };
        calls.Record(duration.TotalSeconds, tags);
    }

    public void Dispose() => meter.Dispose();
}
