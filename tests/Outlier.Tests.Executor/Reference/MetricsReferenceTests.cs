using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Outlier.Executor.Telemetry;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor.Reference;

/// <summary>
/// Checks that <c>docs/reference/metrics.md</c> matches <c>/metrics</c>. Not parallel, because the exporter collects
/// from all executors of its process.
/// </summary>
[NonParallelizable]
public sealed partial class MetricsReferenceTests
{
    [Test]
    public async Task Metrics_are_described()
    {
        var instruments = new Dictionary<string, Instrument>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == OutlierMetrics.Name)
                {
                    instruments[instrument.Description!] = instrument;
                }
            },
        };
        // Each instrument needs a measurement, because the exporter shows no others.
        await using var newsroom = await Newsroom.OpenAsync(unlimited: false);
        var executor = await newsroom.StartExecutorAsync();
        listener.Start();
        await newsroom.BroadcastAsync(1, "Hello", "Again", 86_400);
        await newsroom.UntilAsync("(select count(*) = 1 from outlier.message_statuses)");
        await newsroom.RunAsync(
            """
            insert into outlier.authors (phone_number) values ('+12005550199');
            update outlier.authors set unsubscribed = true where phone_number = '+12005550199';
            select outlier.stop_all_sending();
            """);
        var metrics = executor.Services.GetRequiredService<OutlierMetrics>();
        metrics.Failed("first_messages");
        metrics.Received(200);
        using var client = new HttpClient { BaseAddress = executor.Address };
        var scraped = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        var families = Family().Matches(scraped)
            .Where(family => family.Groups["name"].Value.StartsWith("outlier_", StringComparison.Ordinal))
            .Select(family => (Name: family.Groups["name"].Value, Help: family.Groups["help"].Value))
            .Distinct().OrderBy(family => family.Name, StringComparer.Ordinal).ToList();
        Assert.That(families.Select(family => family.Help), Is.EquivalentTo(instruments.Keys));
        var text = string.Concat(Page(families, instruments, scraped));
        Assert.That(await ReferencePage.StoredAsync("metrics.md", text), Is.EqualTo(text), ReferencePage.Remedy("Outlier.Tests.Executor"));
    }

    private static List<string> Page(List<(string Name, string Help)> families, Dictionary<string, Instrument> instruments, string scraped)
    {
        List<string> page =
        [
            """
            # Metrics

            A test writes this page from the program. `/metrics` serves these metrics in the format of Prometheus. If
            `OTEL_EXPORTER_OTLP_ENDPOINT` is set, the executor also sends them by OTLP, under the name in the second column. No label
            contains a text, a token or a phone number.

            | Prometheus | OTLP | kind | unit | labels | meaning |
            | --- | --- | --- | --- | --- | --- |

            """,
        ];
        foreach (var (name, help) in families)
        {
            var instrument = instruments[help];
            var kind = instrument.GetType().Name.Split('`')[0].Replace("Observable", string.Empty, StringComparison.Ordinal);
            var labels = string.Join(", ", Labels(scraped, name).Select(ReferencePage.Code));
            page.Add($"| `{name}` | `{instrument.Name}` | {Lower(kind)} | {Unit(instrument.Unit)} | {labels} | {ReferencePage.Text(help)} |\n");
        }

        page.Add(
            """

            The same endpoint serves the metrics of the libraries: `http_server_*` (ASP.NET Core), `db_client_*` (Npgsql) and `dotnet_*` (.NET).

            """);
        return page;
    }

    private static string Lower(string kind) => char.ToLowerInvariant(kind[0]) + kind[1..];

    private static string Unit(string? unit) => unit == "s" ? "seconds" : $"{unit?.Trim('{', '}')}s";

    // Excludes "le", which is the bucket of a histogram, and the labels of the scope, which the exporter adds.
    private static IEnumerable<string> Labels(string scraped, string name) => scraped.Split('\n')
        .Where(line => Regex.IsMatch(line, $"^{name}(?:_bucket|_sum|_count|_total)?\\{{"))
        .SelectMany(line => Label().Matches(line).Select(match => match.Groups["name"].Value))
        .Where(label => label != "le" && !label.StartsWith("otel_", StringComparison.Ordinal))
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [GeneratedRegex("^# HELP (?<name>[a-z_]+) (?<help>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Family();

    [GeneratedRegex("[{,](?<name>[a-z_]+)=\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Label();
}
