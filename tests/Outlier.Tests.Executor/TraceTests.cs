using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Outlier.Executor.Telemetry;

namespace Outlier.Tests.Executor;

/// <summary>
/// Checks that each message has one trace. Not parallel, because a listener receives the traces of all executors of its
/// process.
/// </summary>
[NonParallelizable]
public sealed class TraceTests
{
    private static readonly string[] Whole = ["delivered", "message", "queued", "recorded", "send"];
    private static readonly string[] Failed = ["failed", "message", "queued", "recorded", "send"];

    [Test]
    [Category("traces")]
    public async Task A_message_has_one_trace_from_its_queue_to_its_delivery_that_names_nobody()
    {
        using var heard = new Heard(new AlwaysOnSampler());
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Simulator.State.Options.FailingNumbers = new Dictionary<string, int>(StringComparer.Ordinal) { ["+12005550103"] = 21610 };
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(5, "What do you need to know?");
        await newsroom.UntilAsync("(select count(*) = 5 from outlier.message_statuses where twilio_sent_status is not null)");
        var traces = await TracesAsync(newsroom);
        var failed = await newsroom.ReadAsync<string>("select outlier.trace_id(queued_message_id) from outlier.message_statuses where recipient_phone_number = '+12005550103'");
        await heard.UntilAsync(spans => traces.All(trace => spans[trace].Count() >= Whole.Length));

        foreach (var trace in traces)
        {
            var spans = heard.Spans[trace].ToList();
            Assert.That(spans.Select(span => span.DisplayName).Order(StringComparer.Ordinal), Is.EqualTo(trace == failed ? Failed : Whole));
            var message = spans.Single(span => span.DisplayName == "message");
            var send = spans.Single(span => span.DisplayName == "send");
            Assert.Multiple(() =>
            {
                Assert.That(message.ParentSpanId, Is.EqualTo(default(ActivitySpanId)));
                Assert.That(spans.Where(span => span.DisplayName is "queued" or "send" or "recorded").Select(span => span.ParentSpanId), Has.All.EqualTo(message.SpanId));
                Assert.That(send.Kind, Is.EqualTo(ActivityKind.Client));
                Assert.That(send.GetTagItem("http.response.status_code"), Is.EqualTo(201));
                Assert.That(message.StartTimeUtc, Is.LessThanOrEqualTo(send.StartTimeUtc));
                Assert.That(message.StartTimeUtc + message.Duration, Is.GreaterThanOrEqualTo(send.StartTimeUtc + send.Duration));
                Assert.That(message.GetTagItem("outlier.queue"), Is.EqualTo("first_messages"));
            });
        }

        var told = string.Join('\n', heard.Spans.SelectMany(spans => spans).Select(span => $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)}"));
        Assert.That(told, Does.Not.Contain("55501").And.Not.Contain("need to know"));
    }

    [Test]
    public async Task Twilios_log_settles_a_trace_too_and_a_refused_call_is_told_with_its_status()
    {
        using var heard = new Heard(new AlwaysOnSampler());
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var newsroom = await Newsroom.OpenAsync(time: time);
        var state = newsroom.Simulator.State;
        state.Options.UserActionWebhooks = false;
        state.AddFault(new Simulator.Fault { PathPrefix = "/v1/drafts", Status = 500, Times = 1 });
        await newsroom.RunAsync("update outlier.settings set refusal_wait = '0'");
        await newsroom.StartExecutorAsync(settings: newsroom.WithTwilio);
        await newsroom.BroadcastAsync(1);
        await newsroom.UntilAsync("(select count(*) = 1 from outlier.message_statuses)");
        var trace = (await TracesAsync(newsroom)).Single();
        time.Advance(TimeSpan.FromMinutes(1));
        await newsroom.RunAsync("select outlier.reconcile()");
        await heard.UntilAsync(spans => spans[trace].Any(span => span.DisplayName == "delivered"));
        Assert.Multiple(() =>
        {
            Assert.That(heard.Spans[trace].Where(span => span.DisplayName == "send").Select(span => span.GetTagItem("http.response.status_code")), Is.EquivalentTo((object[])[500, 201]));
            Assert.That(heard.Spans[trace].Single(span => span.DisplayName == "delivered").GetTagItem("outlier.status"), Is.EqualTo("delivered"));
            Assert.That(heard.Spans[trace].Count(span => span.DisplayName == "message"), Is.EqualTo(2), "each attempt is told");
        });
    }

    [Test]
    [Category("traces")]
    public async Task A_sampled_trace_is_whole_and_another_one_is_not_there_at_all()
    {
        const int People = 40;
        using var heard = new Heard(new ParentBasedSampler(new TraceIdRatioBasedSampler(0.5)));
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(People);
        await newsroom.UntilAsync($"(select count(*) = {People} from outlier.message_statuses where twilio_sent_status is not null)");
        var traces = await TracesAsync(newsroom);
        await heard.UntilAsync(spans => traces.All(trace => !spans.Contains(trace) || spans[trace].Count() >= Whole.Length));
        var sampled = traces.Where(trace => heard.Spans.Contains(trace)).ToList();
        Assert.That(sampled, Has.Count.InRange(1, People - 1));
        Assert.That(sampled.Select(trace => heard.Spans[trace].Select(span => span.DisplayName).Order(StringComparer.Ordinal)), Has.All.EqualTo(Whole));
    }

    [Test]
    [Category("traces")]
    public async Task Traces_are_exported_where_the_standard_variables_say_and_Missive_hears_nothing_of_them()
    {
        await using var collector = await Listener.StartAsync();
        await using var missive = await Listener.StartAsync(StatusCodes.Status201Created);
        await using var newsroom = await Newsroom.OpenAsync();
        var configuration = RunningExecutor.Configuration(newsroom.Database.ConnectionStringFor("outlier_executor"), missive.Address);
        configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString();
        configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        configuration["OTEL_TRACES_SAMPLER"] = "parentbased_traceidratio";
        configuration["OTEL_TRACES_SAMPLER_ARG"] = "1";
        configuration["OTEL_BSP_SCHEDULE_DELAY"] = "50";
        using var process = OutlierProcess.Start(["run"], configuration);
        await newsroom.BroadcastAsync(1);
        await newsroom.UntilAsync("(select count(*) = 1 from outlier.message_statuses)");
        var trace = Convert.FromHexString((await TracesAsync(newsroom)).Single());
        await collector.UntilAsync(call => call.Path == "/v1/traces" && call.Body.AsSpan().IndexOf(trace) >= 0);
        await missive.UntilAsync(call => call.Path == "/v1/drafts");
        Assert.That(missive.Calls.SelectMany(call => call.Headers), Has.None.EqualTo("traceparent").IgnoreCase.And.None.EqualTo("tracestate").IgnoreCase.And.None.EqualTo("Request-Id").IgnoreCase);
    }

    private static async Task<IReadOnlyList<string>> TracesAsync(Newsroom newsroom) =>
        (await newsroom.ReadAsync<string>("select string_agg(outlier.trace_id(queued_message_id), ',') from outlier.message_statuses")).Split(',');

    /// <summary>The spans that an exporter of this process receives.</summary>
    private sealed class Heard : IDisposable
    {
        private readonly ConcurrentQueue<Activity> spans = new();
        private readonly TracerProvider provider;

        public Heard(Sampler sampler) =>
            provider = Sdk.CreateTracerProviderBuilder().AddSource(MessageTraces.Name).SetSampler(sampler).AddProcessor(new Keeper(spans)).Build();

        public ILookup<string, Activity> Spans => spans.ToLookup(span => span.TraceId.ToHexString(), StringComparer.Ordinal);

        public async Task UntilAsync(Func<ILookup<string, Activity>, bool> condition)
        {
            using var limit = new CancellationTokenSource(Newsroom.Limit);
            while (!condition(Spans))
            {
                await Task.Delay(10, limit.Token);
            }
        }

        public void Dispose() => provider.Dispose();

        private sealed class Keeper(ConcurrentQueue<Activity> spans) : BaseProcessor<Activity>
        {
            public override void OnEnd(Activity data)
            {
                // A span that the sampler rejected exists only for its id.
                if (data.Recorded)
                {
                    spans.Enqueue(data);
                }
            }
        }
    }

    /// <summary>A receiver of calls that keeps their contents.</summary>
    private sealed class Listener(WebApplication app) : IAsyncDisposable
    {
        private readonly SemaphoreSlim came = new(0);

        public Uri Address => new(app.Urls.First());

        public ConcurrentQueue<(string Path, IReadOnlyList<string> Headers, byte[] Body)> Calls { get; } = new();

        public static async Task<Listener> StartAsync(int status = StatusCodes.Status200OK)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var listener = new Listener(app);
            app.Run(async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                context.Response.StatusCode = status;
                listener.Calls.Enqueue((context.Request.Path, [.. context.Request.Headers.Keys], body.ToArray()));
                listener.came.Release();
            });
            await app.StartAsync();
            return listener;
        }

        public async Task UntilAsync(Func<(string Path, IReadOnlyList<string> Headers, byte[] Body), bool> condition)
        {
            while (!Calls.Any(condition))
            {
                Assert.That(await came.WaitAsync(Newsroom.Limit), Is.True, "it was not called");
            }
        }

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            came.Dispose();
        }
    }
}
