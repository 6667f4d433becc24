using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor;

/// <summary>
/// Checks a broadcast from its schedule to the last follow-up, with a thousand people, three overlapping segments, and
/// a fifth of the people barred.
/// </summary>
public sealed class BroadcastDayTests
{
    private const int People = 1000;

    [TestCase("on time, twice at once")]
    [TestCase("ten minutes late")]
    public async Task A_broadcast_reaches_exactly_the_right_people_once_and_follows_up(string scheduler)
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.StartExecutorAsync();
        await newsroom.RunAsync(
            """
            -- The broadcast is due in the past, and the executor sends it today.
            alter table outlier.batches drop constraint send_within_is_1_minute_to_31_days, alter column send_within set default '50 years';
            insert into outlier.authors (phone_number, unsubscribed, exclude, added_via_file_upload)
            select '+1' || (200 + n / 100) || '55501' || lpad((n % 100)::text, 2, '0'), n % 15 = 0, n % 15 = 5, n % 15 = 10
            from generate_series(0, 999) as n;
            insert into outlier.audience_segments (id, name, query) values
              (1, 'Low', 'select phone_number from authors where phone_number < ''+1206'' order by phone_number'),
              (2, 'Middle', 'select phone_number from authors where phone_number between ''+1204'' and ''+1208'' order by phone_number'),
              (3, 'High', 'select phone_number from authors where phone_number > ''+1207'' order by phone_number'),
              (4, 'Inactive', 'select phone_number from authors order by phone_number desc');
            insert into outlier.broadcast_settings (mon, tue, wed, thu, fri, sat, sun, effective_from)
            values ('10:00', '10:00', '10:00', '10:00', '10:00', '10:00', '10:00', '2026-03-01');
            insert into outlier.broadcasts (first_message, second_message, delay, no_users, scheduled_after)
            values ('First', 'Second', 600, 700, '2026-03-04 12:00+00');
            insert into outlier.broadcasts_segments select b.id, s.id, 30 from outlier.broadcasts as b cross join outlier.audience_segments as s where s.id <= 3;
            """);
        // 10:00 in Detroit, in winter time.
        var now = scheduler == "ten minutes late" ? "2026-03-05 15:10:40+00" : "2026-03-05 15:00:00+00";
        var check = $"select outlier.check_and_trigger_broadcast('{now}')";
        await Task.WhenAll(
            Sql.ExecuteAsync(newsroom.Database.ConnectionString, check),
            Sql.ExecuteAsync(newsroom.Database.ConnectionString, check));

        var (expected, passed) = Expected();
        await newsroom.UntilAsync($"(select count(*) >= {expected.Count} from outlier.message_statuses)");
        Assert.That(newsroom.Simulator.State.Messages.Select(message => message.To).Order(StringComparer.Ordinal), Is.EqualTo(expected.Keys.Order(StringComparer.Ordinal)));
        Assert.That(await SegmentsAsync(newsroom), Is.EqualTo(expected));
        Assert.That(
            await newsroom.ReadAsync<long>("select count(*) from outlier.recipients as r join outlier.authors as a using (phone_number) where r.reason is distinct from case when a.unsubscribed then 'unsubscribed' when a.exclude then 'excluded' when a.added_via_file_upload then 'added_via_file_upload' end"),
            Is.Zero);
        Assert.That(
            await newsroom.ReadAsync<long>("select count(*) from outlier.recipients where reason is not null"),
            Is.EqualTo(passed), "each of the barred is listed whom a segment yielded before its share was full");
        Assert.That(
            await newsroom.ReadAsync<bool>("select bool_and(q.due_at = s.created_at + interval '600 seconds') from outlier.broadcast_second_messages as q join outlier.message_statuses as s using (recipient_phone_number)"),
            Is.True);

        await newsroom.RunAsync("update outlier.broadcast_second_messages set due_at = now(); select outlier.wake_executor('second_messages')");
        await newsroom.UntilAsync("(select state = 'done' from outlier.broadcasts where made_at is not null)");
        Assert.That(
            newsroom.Simulator.State.Messages.Where(message => message.Body == "Second").Select(message => message.To).Order(StringComparer.Ordinal),
            Is.EqualTo(expected.Keys.Order(StringComparer.Ordinal)));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.broadcasts where state = 'scheduled' and run_at is null and first_message = 'First'"), Is.EqualTo(1));
    }

    // Computes the expected choice independently: 210 people of each segment in turn, without people already chosen.
    // Then Inactive, from the other end, up to 700. Passed is the number of barred people that a segment yielded before
    // its share was full.
    private static (Dictionary<string, long> Chosen, int Passed) Expected()
    {
        var people = Enumerable.Range(0, People).Select(n => (Number: $"+1{200 + (n / 100)}55501{n % 100:D2}", IsBarred: n % 5 == 0))
            .OrderBy(person => person.Number, StringComparer.Ordinal).ToList();
        var barred = people.Where(person => person.IsBarred).Select(person => person.Number).ToHashSet(StringComparer.Ordinal);
        var passed = new HashSet<string>(StringComparer.Ordinal);
        var numbers = people.ConvertAll(person => person.Number);
        var chosen = new Dictionary<string, long>(StringComparer.Ordinal);
        Take(1, 210, numbers.Where(number => Before(number, "+1206")));
        Take(2, 210, numbers.Where(number => !Before(number, "+1204") && !Before("+1208", number)));
        Take(3, 210, numbers.Where(number => Before("+1207", number)));
        Take(4, 700 - chosen.Count, numbers.AsEnumerable().Reverse());
        return (chosen, passed.Count);

        static bool Before(string left, string right) => string.CompareOrdinal(left, right) < 0;

        void Take(long segment, int quota, IEnumerable<string> yielded)
        {
            foreach (var number in yielded.Where(number => !chosen.ContainsKey(number)))
            {
                if (quota == 0)
                {
                    return;
                }

                if (barred.Contains(number))
                {
                    passed.Add(number);
                }
                else
                {
                    chosen.Add(number, segment);
                    quota--;
                }
            }
        }
    }

    private static async Task<Dictionary<string, long>> SegmentsAsync(Newsroom newsroom)
    {
        var segments = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand("select phone_number, audience_segment_id from outlier.recipients where reason is null", newsroom.Connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            segments.Add(reader.GetString(0), reader.GetInt64(1));
        }

        return segments;
    }
}
