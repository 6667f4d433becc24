using System.Diagnostics;
using System.Globalization;
using Outlier.Simulator;

namespace Outlier.Benchmarks;

/// <summary>Measures the dashboard's queries on millions of messages.</summary>
internal static class StatisticsBenchmark
{
    private const int Rounds = 20;

    private static readonly (string Name, string Sql)[] Queries =
    [
        ("sidebar", "select api.broadcast_sidebar()"),
        ("campaigns", "select api.list_campaigns()"),
        ("all broadcasts", "select count(*) from (select * from outlier.broadcast_stats offset 0) as shown"),
        ("all campaigns", "select count(*) from (select * from outlier.campaign_stats offset 0) as shown"),
        ("segments of a broadcast", "select count(*) from (select * from outlier.broadcast_segment_stats where broadcast_id = 1 offset 0) as shown"),
        ("all segments", "select count(*) from (select * from outlier.segment_stats offset 0) as shown"),
        ("all progress", "select count(*) from (select * from outlier.broadcast_progress offset 0) as shown"),
    ];

    // Other queries besides the dashboard's: jobs that run once a day, and those for each page of Twilio's log.
    private static readonly (string Name, string Sql)[] Jobs =
    [
        ("a page of Twilio's log (300)",
            """
            select changed from outlier.apply_logged_messages(array(
              select row('SM' || md5(s.id::text), s.recipient_phone_number, s.message, 'delivered', null, s.claimed_at + interval '1 second', s.claimed_at + interval '2 seconds')::outlier.logged_message
              from outlier.message_statuses as s order by s.id desc limit 300), now())
            """),
        ("failed deliveries", "select outlier.handle_failed_deliveries()"),
        ("double failures", "select outlier.archive_double_failures()"),
    ];

    public static async Task<int> RunAsync(int messages, CancellationToken token)
    {
        await using var bench = await Bench.OpenAsync(new SimulatorOptions { KeepCalls = 0 });
        var clock = Stopwatch.StartNew();
        await FillAsync(bench, messages);
        var filled = clock.Elapsed;
        var rows = await bench.ReadAsync<long>("select count(*) from outlier.message_statuses");
        Print("filled", $"{rows} messages in {filled.TotalSeconds:0} s");
        var slowest = 0.0;
        foreach (var (name, sql) in Queries)
        {
            slowest = Math.Max(slowest, await MeasureAsync(bench, name, sql, Rounds, token));
        }

        foreach (var (name, sql) in Jobs)
        {
            await MeasureAsync(bench, name, $"begin; {sql}; rollback", rounds: 3, token);
        }

        var differences = await DifferenceAsync(bench);
        Print("sums that differ from a count", $"{differences}");
        return slowest < 50 && differences == 0 ? 0 : 1;
    }

    // Four tenths of the messages belong to broadcasts with follow-ups, from four segments. The others belong to
    // campaigns.
    internal static async Task FillAsync(Bench bench, int messages)
    {
        var broadcasts = Math.Max(1, messages / 25_000);
        var campaigns = Math.Max(1, messages / 100_000);
        await bench.RunAsync(
            $"""
             update outlier.settings set organization_id = gen_random_uuid(), archive_label_id = gen_random_uuid();
             update outlier.lookup_templates set content = gen_random_uuid() where name = 'missive_broadcast_post_closing_label_id';
             insert into outlier.authors (phone_number) select '+1' || lpad(n::text, 10, '0') from generate_series(1, 60000) as n;
             insert into outlier.audience_segments (name, query) select 'Segment ' || n, 'select phone_number from authors' from generate_series(1, 4) as n;
             insert into outlier.broadcasts (first_message, state, editable, run_at, made_at)
             select 'Broadcast ' || n, 'done', false, now() - make_interval(hours => {broadcasts} - n), now() from generate_series(1, {broadcasts}) as n;
             insert into outlier.campaigns (title, first_message, state, processed, run_at, started_at)
             select 'Campaign ' || n, 'Campaign ' || n, 'done', true, now() - make_interval(hours => {campaigns} - n), now() - make_interval(hours => {campaigns} - n) from generate_series(1, {campaigns}) as n;
             """);
        for (var source = 1; source <= broadcasts; source++)
        {
            await bench.RunAsync(Fill("broadcast", source, people: 5000, copies: 2));
        }

        for (var source = 1; source <= campaigns; source++)
        {
            await bench.RunAsync(Fill("campaign", broadcasts + source, people: 60_000, copies: 1));
        }

        await bench.RunAsync("select outlier.fold_tallies()");
        // As autovacuum does: rows of one time are then found without reading the others.
        await bench.RunAsync("vacuum (analyze)");
    }

    // One message in twenty fails. One person in a hundred answers.
    private static string Fill(string kind, int source, int people, int copies)
    {
        var table = kind == "broadcast" ? "broadcasts" : "campaigns";
        var segment = kind == "broadcast" ? "1 + n % 4" : "null::bigint";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
             insert into outlier.recipients ({kind}_id, audience_segment_id, phone_number)
             select {source}, {segment}, '+1' || lpad((1 + (n + {source} * 7919) % 60000)::text, 10, '0') from generate_series(1, {people}) as n;
             insert into outlier.message_statuses (is_second, {kind}_id, audience_segment_id, recipient_phone_number, message, missive_id, missive_conversation_id, twilio_id, twilio_sent_status, claimed_at, created_at)
             select c = 2, {source}, {segment}, '+1' || lpad((1 + (n + {source} * 7919) % 60000)::text, 10, '0'), 'Hi, this is Example Newsroom.', gen_random_uuid(), gen_random_uuid(),
               'SM' || md5(n || '-' || c || '-{kind}-{source}'), case when n % 20 = 0 then 'undelivered' when n % 50 = 1 then 'sent' else 'delivered' end, b.run_at, b.run_at
             from outlier.{table} as b cross join generate_series(1, {copies}) as c cross join generate_series(1, {people}) as n where b.id = {source};
             insert into outlier.twilio_messages (id, from_phone_number, is_reply, reply_to_{kind})
             select gen_random_uuid(), '+1' || lpad((1 + (n + {source} * 7919) % 60000)::text, 10, '0'), true, {source} from generate_series(1, {people}, 100) as n;
             """);
    }

    private static async Task<double> MeasureAsync(Bench bench, string name, string sql, int rounds, CancellationToken token)
    {
        var times = new List<double>();
        for (var round = 0; round <= rounds && !token.IsCancellationRequested; round++)
        {
            var clock = Stopwatch.StartNew();
            await bench.RunAsync(sql);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        // The first run only warms up.
        times.RemoveAt(0);
        times.Sort();
        Print(name, $"median {times[times.Count / 2]:0.0} ms, longest {times[^1]:0.0} ms");
        return times[times.Count / 2];
    }

    private static Task<long> DifferenceAsync(Bench bench) => bench.ReadAsync<long>(
        """
        select count(*)
        from outlier.broadcast_stats as kept
        full join (
          select s.broadcast_id, count(*) filter (where not s.is_second) as first_sent, count(*) filter (where s.twilio_sent_status = 'undelivered') as failed
          from outlier.message_statuses as s where s.broadcast_id is not null group by 1
        ) as counted on counted.broadcast_id = kept.id
        where (kept.first_sent, kept.failed) is distinct from (counted.first_sent, counted.failed)
        """);

    private static void Print(string what, FormattableString figure) =>
        Console.WriteLine(FormattableString.Invariant($"{what,-30} {FormattableString.Invariant(figure)}"));
}
