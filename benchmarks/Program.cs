using System.CommandLine;
using Outlier.Benchmarks;
using Outlier.Tests.Support;

var messages = new Option<int>("--messages") { Description = "How many messages to send.", DefaultValueFactory = _ => 100_000 };
var send = new Command("send", "Messages a second with no quota, the executor's memory, and the bare HttpClient beside it.") { messages };
send.SetAction((result, token) => SendBenchmark.RunAsync(result.GetValue(messages), token));
var latency = new Command("latency", "Time from the commit that queues a message to its request at Missive.");
latency.SetAction((_, token) => LatencyBenchmark.RunAsync(token));
var pace = new Command("pace", "1,200 messages under Missive's own quotas; takes a quarter of an hour.");
pace.SetAction((_, token) => PaceBenchmark.RunAsync(token));
var authors = new Option<int>("--authors") { Description = "How many people there are; the limits are for a million.", DefaultValueFactory = _ => 1_000_000 };
var audience = new Command("audience", "Counting and queueing campaigns and broadcasts over a large audience.") { authors };
audience.SetAction((result, token) => AudienceBenchmark.RunAsync(result.GetValue(authors), token));
var rows = new Option<int>("--messages") { Description = "How many messages there are.", DefaultValueFactory = _ => 10_000_000 };
var statistics = new Command("statistics", "The dashboard's queries with ten million messages; filling the database takes minutes.") { rows };
statistics.SetAction((result, token) => StatisticsBenchmark.RunAsync(result.GetValue(rows), token));

var deskRows = new Option<int>("--messages") { Description = "How many messages there are; 25,000 are a broadcast, 100,000 a campaign.", DefaultValueFactory = _ => 10_000_000 };
var desk = new Command("desk", "The fragments of the team's page with a million people; filling the database takes minutes.") { deskRows };
desk.SetAction((result, token) => DeskBenchmark.RunAsync(result.GetValue(deskRows), token));

var rate = new Option<int>("--rate") { Description = "Webhooks a second.", DefaultValueFactory = _ => 500 };
var seconds = new Option<int>("--seconds") { Description = "For how long.", DefaultValueFactory = _ => 20 };
var webhooks = new Command("webhooks", "Webhooks at a steady pace: how long until each is answered.") { rate, seconds };
webhooks.SetAction((result, token) => WebhookBenchmark.RunAsync(result.GetValue(rate), result.GetValue(seconds), token));

var people = new Option<int>("--messages") { Description = "How many messages to send meanwhile.", DefaultValueFactory = _ => 20_000 };
var calls = new Option<int>("--rate") { Description = "Webhooks a second meanwhile.", DefaultValueFactory = _ => 200 };
var length = new Option<int>("--seconds") { Description = "For how long webhooks come.", DefaultValueFactory = _ => 60 };
const string Outage = "Migrates the database to a next version while an executor of this version sends and takes webhooks.";
var outage = new Command("outage", Outage) { people, calls, length };
outage.SetAction((result, token) =>
    OutageBenchmark.RunAsync(result.GetValue(people), result.GetValue(calls), result.GetValue(length), token));

var held = new Option<int>("--held") { Description = "For how many seconds a transaction stays open; 0 leaves that out.", DefaultValueFactory = _ => 600 };
var churn = new Option<int>("--churn") { Description = "For how many seconds batches come and go; 0 leaves that out.", DefaultValueFactory = _ => 1800 };
var steady = new Option<int>("--messages") { Description = "How many messages are sent beside the transaction.", DefaultValueFactory = _ => 4_000_000 };
var decay = new Command("decay", "Whether sending keeps its pace beside a transaction that somebody left open, and the queue its size.") { held, churn, steady };
decay.SetAction((result, token) => DecayBenchmark.RunAsync(
    TimeSpan.FromSeconds(result.GetValue(held)), TimeSpan.FromSeconds(result.GetValue(churn)), result.GetValue(steady), token));

var audienceOfFloor = new Option<int>("--people") { Description = "How many people a broadcast is for; the campaign is for six times as many.", DefaultValueFactory = _ => 100_000 };
var floor = new Command("floor", "Queueing beside the cheapest SQL that leaves the same rows.") { audienceOfFloor };
floor.SetAction((result, token) => FloorBenchmark.RunAsync(result.GetValue(audienceOfFloor), token));

var each = new Option<int>("--messages") { Description = "How many messages each sends.", DefaultValueFactory = _ => 50_000 };
var rounds = new Option<int>("--rounds") { Description = "How often each has its turn.", DefaultValueFactory = _ => 3 };
var compare = new Command("compare", "Outlier, a bare HttpClient, graphile-worker and pg-boss in turns. It needs Node.js 20 and npm.") { each, rounds };
compare.SetAction((result, token) => CompareBenchmark.RunAsync(result.GetValue(each), result.GetValue(rounds), token));

var steadyRate = new Option<int>("--rate") { Description = "How many messages are sent each second meanwhile.", DefaultValueFactory = _ => 500 };
var phase = new Option<int>("--seconds") { Description = "How long each part is measured; there are ten.", DefaultValueFactory = _ => 30 };
var history = new Option<int>("--messages") { Description = "How many messages there are already.", DefaultValueFactory = _ => 1_000_000 };
var standby = new Command("standby", "What a hundred editors cost the primary when a standby answers their reads.") { steadyRate, phase, history };
standby.SetAction((result, token) => StandbyBenchmark.RunAsync(result.GetValue(steadyRate), TimeSpan.FromSeconds(result.GetValue(phase)), result.GetValue(history), token));

try
{
    Command[] all = [audience, send, compare, decay, floor, latency, pace, statistics, desk, standby, webhooks, outage];
    var root = new RootCommand("Measures what Outlier promises. The database is found as the tests find theirs.");
    Array.ForEach(all, root.Add);
    return await root.Parse(args).InvokeAsync();
}
finally
{
    await TestDatabase.StopServerAsync();
}
