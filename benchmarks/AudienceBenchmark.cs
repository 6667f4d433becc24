using System.Diagnostics;
using System.Globalization;
using Outlier.Simulator;

namespace Outlier.Benchmarks;

/// <summary>
/// Measures counting and queueing for a large audience: one conversation for each author, three labels on each.
/// </summary>
internal static class AudienceBenchmark
{
    private const int Rounds = 5;
    private const int FullSize = 1_000_000;

    // Creates 50 labels. The sizes of the first four are those that the limits are defined for. The others share the
    // rest.
    private const string Labels =
        """
        insert into outlier.labels (id, name) select ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, 'Label ' || n from generate_series(1, 50) as n
        """;

    private static string People(int authors) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
         insert into outlier.authors (phone_number, name, unsubscribed, exclude)
         select '+1' || (2012000000 + n), 'Person ' || n, n % 50 = 7, n % 100 = 13 from generate_series(1, {authors}) as n;
         insert into outlier.conversations (id) select md5('conversation ' || n)::uuid from generate_series(1, {authors}) as n;
         insert into outlier.conversations_authors (conversation_id, author_phone_number)
         select md5('conversation ' || n)::uuid, '+1' || (2012000000 + n) from generate_series(1, {authors}) as n;
         """);

    // The conditions multiply n by numbers that share no factor with a thousand, so that the labels overlap as if at
    // random.
    private static string Carried(int authors, int label, string condition) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
         insert into outlier.conversations_labels (conversation_id, label_id, created_at)
         select md5('conversation ' || n)::uuid, '{SegmentId(label)}', now() - interval '1 minute' * (n % 500000)
         from generate_series(1, {authors}) as n
         where {condition}
         """);

    public static async Task<int> RunAsync(int authors, CancellationToken token)
    {
        await using var bench = await Bench.OpenAsync(new SimulatorOptions());
        var clock = Stopwatch.StartNew();
        await FillAsync(bench, authors);
        var labels = await bench.ReadAsync<long>("select count(*) from outlier.conversations_labels");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{authors} authors and conversations, {labels} labels on them, filled in {clock.Elapsed.TotalSeconds:0} s"));

        var within = true;
        foreach (var (what, segments, limit) in Counts)
        {
            token.ThrowIfCancellationRequested();
            within &= await MeasureAsync(bench, authors, what, $"select outlier.get_campaign_recipient_count('{segments}')::bigint", limit, undo: false);
        }

        foreach (var (what, segments, limit) in Queues)
        {
            token.ThrowIfCancellationRequested();
            within &= await MeasureAsync(bench, authors, what, $"{Campaign(segments)} select outlier.queue_campaign_messages(max(id))::bigint from outlier.campaigns", limit, undo: true);
        }

        await bench.RunAsync(Broadcast(authors));
        within &= await MeasureAsync(bench, authors, "broadcast of a tenth", "do $$ begin perform outlier.make_broadcast(); end $$; select count(*) from outlier.broadcast_first_messages", 3, undo: true);
        within &= await MeasureAsync(bench, authors, "personalized, a tenth", Personalized(authors), 4, undo: true);
        return within ? 0 : 1;
    }

    private static readonly (string What, string Segments, double Limit)[] Counts =
    [
        ("count one label", $$"""{"included": {{Segment(1)}}}""", 0.1),
        ("count OR of three", $$"""{"included": [{{Segment(1)}}, {{Segment(2)}}, {{Segment(3)}}]}""", 0.3),
        ("count AND of two", $$"""{"included": [[{{Segment(1)}}, {{Segment(2)}}]]}""", 0.2),
        ("count three minus one", $$"""{"included": [{{Segment(1)}}, {{Segment(2)}}, {{Segment(3)}}], "excluded": {{Segment(5)}}}""", 0.4),
        ("count a broad label", $$"""{"included": {{Segment(4)}}}""", 1),
    ];

    private static readonly (string What, string Segments, double Limit)[] Queues =
    [
        ("queue one label", $$"""{"included": {{Segment(1)}}}""", 1.5),
        ("queue a broad label", $$"""{"included": {{Segment(4)}}}""", 15),
    ];

    private static string SegmentId(int label) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-0000-0000-{label:D12}");

    private static string Segment(int label) => $$"""{"id": "{{SegmentId(label)}}"}""";

    private static async Task FillAsync(Bench bench, int authors)
    {
        await bench.RunAsync(Labels);
        await bench.RunAsync(People(authors));
        for (var label = 1; label <= 50; label++)
        {
            var condition = label switch
            {
                1 => "n % 1000 < 62",
                2 => "n::bigint * 7 % 1000 < 62",
                3 => "n::bigint * 13 % 1000 < 62",
                4 => "n::bigint * 17 % 1000 < 620",
                _ => string.Create(CultureInfo.InvariantCulture, $"n::bigint * {(2 * label) + 11} % 997 < 48"),
            };
            await bench.RunAsync(Carried(authors, label, condition));
        }

        await bench.RunAsync("vacuum analyze");
    }

    private static string Campaign(string segments) =>
        $"insert into outlier.campaigns (title, first_message, segments, run_at) values ('Bench', 'Hi, this is Example Newsroom. Reply YES for details or STOP to opt out.', '{segments}', now());";

    private static string Broadcast(int authors) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
         insert into outlier.audience_segments (name, query) values
           ('Labelled', 'select a.phone_number from authors as a inner join conversations_authors as ca on ca.author_phone_number = a.phone_number inner join conversations_labels as cl on cl.conversation_id = ca.conversation_id where cl.label_id = ''{SegmentId(1)}'''),
           ('Lately', 'select phone_number from authors where name like ''%5'''),
           ('Inactive', 'select phone_number from authors');
         insert into outlier.broadcasts (first_message, no_users) values ('Hi, this is Example Newsroom. Reply YES for details or STOP to opt out.', {authors / 10});
         insert into outlier.broadcasts_segments
         select b.id, s.id, case s.name when 'Labelled' then 40 else 30 end
         from outlier.broadcasts as b cross join outlier.audience_segments as s where s.name <> 'Inactive';
         """);

    private static string Personalized(int authors) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
         insert into outlier.campaign_personalized_recipients (phone_number, message)
         select '+1' || (3132000000 + n), 'Hello ' || n || ', this is Example Newsroom.' from generate_series(1, least(70000, {authors / 10})) as n
         union all
         select '+1' || (2012000000 + n), 'Hello ' || n || ', this is Example Newsroom.' from generate_series(70001, {authors / 10}) as n;
         select count(*) from outlier.broadcast_first_messages;
         """);

    /// <summary>Takes the median of several rounds. A round that changes data is rolled back.</summary>
    private static async Task<bool> MeasureAsync(Bench bench, int authors, string what, string sql, double limit, bool undo)
    {
        var times = new List<double>();
        var people = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            await bench.RunAsync("begin");
            var clock = Stopwatch.StartNew();
            people = await bench.ReadAsync<long>(sql);
            var inside = clock.Elapsed;
            await bench.RunAsync(undo ? "rollback" : "commit");
            times.Add(inside.TotalSeconds);
            if (undo)
            {
                // Removes the dead rows of the rollback, as autovacuum would, so that each round finds the same tables.
                await bench.RunAsync("vacuum outlier.recipients, outlier.broadcast_first_messages, outlier.campaign_file_recipients, outlier.authors, outlier.campaigns");
            }
        }

        times.Sort();
        var median = times[times.Count / 2];
        // The limits apply to the full size. For a smaller audience they shrink in proportion.
        var scaled = Math.Max(limit * authors / FullSize, 0.02);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-24}{people,8} people   median {median * 1000,7:0} ms, longest {times[^1] * 1000,7:0} ms   (limit {scaled * 1000:0} ms){(median > scaled ? "   TOO SLOW" : string.Empty)}"));
        return median <= scaled;
    }
}
