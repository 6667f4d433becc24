using System.Diagnostics;
using System.Globalization;
using Outlier.Simulator;

namespace Outlier.Benchmarks;

/// <summary>
/// Compares queueing with the cheapest SQL that leaves the same rows with the same unique keys. That SQL copies
/// existing rows into empty tables that have those keys and nothing else. Both are committed, and they take turns.
/// </summary>
internal static class FloorBenchmark
{
    private const int Rounds = 3;
    private const double Bound = 3;

    // The tables that queueing fills. The copy takes only the rows of the batch.
    private static readonly string[] Tables = ["broadcast_first_messages", "recipients"];

    /// <param name="people">Number of people that the broadcast is for. The campaign is for six times as many.</param>
    /// <param name="token">Cancels the benchmark.</param>
    /// <returns>0 if the result is within the bound.</returns>
    public static async Task<int> RunAsync(int people, CancellationToken token)
    {
        await using var bench = await Bench.OpenAsync(new SimulatorOptions());
        await bench.AddPeopleAsync(people * 6);
        await bench.RunAsync(string.Create(CultureInfo.InvariantCulture, $"update outlier.broadcasts set no_users = {people} where state = 'scheduled'"));
        await bench.RunAsync(
            """
            insert into outlier.labels (id, name) values ('00000000-0000-4000-8000-000000000001', 'Everybody');
            insert into outlier.conversations (id) select md5(phone_number)::uuid from outlier.authors;
            insert into outlier.conversations_authors (conversation_id, author_phone_number) select md5(phone_number)::uuid, phone_number from outlier.authors;
            insert into outlier.conversations_labels (conversation_id, label_id) select md5(phone_number)::uuid, '00000000-0000-4000-8000-000000000001' from outlier.authors;
            """);
        await bench.RunAsync("vacuum analyze");
        var isFast = await CompareAsync(bench, "broadcast", "select outlier.make_broadcast()", token);
        isFast &= await CompareAsync(
            bench,
            "campaign",
            """
            insert into outlier.campaigns (title, first_message, segments, run_at)
            values ('Bench', 'Hi, this is Example Newsroom. Reply YES for details or STOP to opt out.', '{"included": {"id": "00000000-0000-4000-8000-000000000001"}}', now());
            select outlier.queue_campaign_messages(max(id))::bigint from outlier.campaigns
            """,
            token);
        return isFast ? 0 : 1;
    }

    private static async Task<bool> CompareAsync(Bench bench, string what, string queue, CancellationToken token)
    {
        var ours = new List<double>();
        var floors = new List<double>();
        var people = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            token.ThrowIfCancellationRequested();
            ours.Add(await TimeAsync(bench, queue));
            people = await bench.ReadAsync<long>("select count(*) from outlier.broadcast_first_messages");
            floors.Add(await FloorAsync(bench));
            // Removes the batch as if it had been sent, so that the next round finds tables of the same size.
            await bench.RunAsync("delete from outlier.broadcast_first_messages; update outlier.batches set state = 'done', finished_at = now() where state = 'sending'");
            await bench.RunAsync("vacuum outlier.broadcast_first_messages, outlier.recipients");
        }

        ours.Sort();
        floors.Sort();
        var ratio = ours[Rounds / 2] / floors[Rounds / 2];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-12}{people,8} people   {ours[Rounds / 2]:0.00} s, floor {floors[Rounds / 2]:0.00} s: {ratio:0.0} times (bound {Bound:0}){(ratio > Bound ? "   TOO SLOW" : string.Empty)}"));
        return ratio <= Bound;
    }

    private static async Task<double> FloorAsync(Bench bench)
    {
        foreach (var table in Tables)
        {
            await bench.RunAsync(
                $"""
                 drop table if exists public.floor_{table};
                 create table public.floor_{table} (like outlier.{table});
                 do $$
                 declare v_key text;
                 begin
                   for v_key in
                     select pg_catalog.string_agg(quote_ident(a.attname), ', ' order by k.place)
                     from pg_index as i
                     cross join unnest(i.indkey) with ordinality as k (attnum, place)
                     inner join pg_attribute as a on a.attrelid = i.indrelid and a.attnum = k.attnum
                     where i.indrelid = 'outlier.{table}'::regclass and i.indisunique and i.indpred is null and k.place <= i.indnkeyatts
                     group by i.indexrelid
                   loop
                     execute 'alter table public.floor_{table} add unique (' || v_key || ')';
                   end loop;
                 end $$
                 """);
        }

        return await TimeAsync(
            bench,
            """
            insert into public.floor_recipients select * from outlier.recipients where batch_id = (select max(batch_id) from outlier.broadcast_first_messages);
            insert into public.floor_broadcast_first_messages select * from outlier.broadcast_first_messages;
            select 0::bigint
            """);
    }

    // Includes the commit in the measured time.
    private static async Task<double> TimeAsync(Bench bench, string sql)
    {
        var clock = Stopwatch.StartNew();
        await bench.RunAsync("begin");
        await bench.ReadAsync<long>(sql);
        await bench.RunAsync("commit");
        return clock.Elapsed.TotalSeconds;
    }
}
