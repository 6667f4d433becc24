using System.Globalization;
using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Forecasts;

/// <summary>Compares the forecast before a batch with the result after it.</summary>
[TestFixture]
public sealed class ForecastTests
{
    private const string First = "'What do you need to know?'";
    // Allows fewer, larger claims. Missive's limits per minute still apply.
    private const string MoreAtOnce = "update outlier.quotas set max_concurrent = 20";
    private const string Second = "'Thank you. We read each answer, and a reporter may text you.'";
    private static readonly TimeSpan Call = TimeSpan.FromSeconds(0.3);

    // Monday, 2 March 2026, 10:00 in Detroit, like test.monday().
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Evening = Morning.AddMinutes(590);

    private TestDatabase _database = null!;
    private NpgsqlConnection _connection = null!;

    [SetUp]
    public async Task Connect()
    {
        _database = await TestDatabase.CloneAsync();
        _connection = await _database.OpenAsync();
        await Run("select test.settings()");
        await Run("select test.with_rules()");
        await Run("update outlier.settings set price_per_part = 0.01");
    }

    [TearDown]
    public async Task Disconnect()
    {
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task A_broadcast_by_day_with_people_who_answer_and_opt_out()
    {
        await People("212", "216", "586", "404");
        // One in ten people of the last batch answered. The forecast assumes the same share and the same call time for
        // this batch.
        await Run($"""
            insert into outlier.campaigns (id, state, processed, first_message, second_message, run_at, started_at, finished_at)
            select 900, 'done', true, 'Before', 'And then?', at, at, at from (select test.monday('-10 days')) as ago (at);
            insert into outlier.recipients (batch_id, campaign_id, phone_number, follow_up_reason)
            select 900, 900, a.phone_number, case when row_number() over () % 10 = 0 then 'answered' end from outlier.authors as a;
            insert into outlier.message_statuses (is_second, batch_id, campaign_id, recipient_phone_number, message, claimed_at, created_at)
            select false, 900, 900, a.phone_number, 'Before', at, at + interval '0.6 seconds'
            from outlier.authors as a cross join (select test.monday('-10 days')) as ago (at);
            """);
        var id = await Broadcast(Morning, 400);
        var accepted = 0;
        VirtualExecutor? executor = null;
        executor = new VirtualExecutor(_connection, Morning, TimeSpan.FromSeconds(0.6), seed: 1)
        {
            Accepted = number =>
            {
                accepted++;
                if (accepted % 10 == 0)
                {
                    var text = accepted % 20 == 0 ? "STOP" : "Thank you, when does it open?";
                    executor!.At(executor.Now.AddMinutes(2), () => Run($"select test.writes('{number}', '{text}', '{executor.Now:O}')"));
                }
            },
        };
        await Compare(id, executor, people: 400);
    }

    [Test]
    public async Task A_broadcast_in_the_evening_over_four_zones_goes_on_in_the_morning()
    {
        await People("212", "216", "586", "205", "217", "303", "206", "213");
        await Run("insert into outlier.authors (phone_number, time_zone) select '+1734555' || lpad((100 + i)::text, 4, '0'), 'Pacific/Honolulu' from generate_series(0, 99) as i");
        await Compare(await Broadcast(Evening, 900), new VirtualExecutor(_connection, Evening, Call, seed: 2), people: 900);
        Assert.That(await Waited(), Is.True, "some of it waited for the morning");
    }

    [Test]
    public async Task Two_campaigns_take_turns_and_an_urgent_one_comes_between()
    {
        await People("212", "216", "586", "404", "205", "217", "617", "202", "312", "612");
        var first = await Campaign(Morning, ["212", "216", "586", "404"]);
        var second = await Campaign(Morning, ["205", "217", "617", "202"]);
        var urgent = await Campaign(Morning.AddMinutes(1), ["312", "612"], "priority = 'urgent'");
        await Start(first, Morning);
        await Start(second, Morning);
        var executor = new VirtualExecutor(_connection, Morning, Call, seed: 3);
        executor.At(Morning.AddMinutes(1), () => Start(urgent, Morning.AddMinutes(1)));
        await Compare(second, executor, people: 400);
    }

    [Test]
    public async Task A_bulk_batch_lets_a_normal_one_go_first_and_ends_in_the_morning()
    {
        await Run(MoreAtOnce);
        await People("212", "216", "586", "404", "205", "217", "206", "213");
        var bulk = await Campaign(Evening, ["212", "216", "586", "404", "205"], "priority = 'bulk'");
        var normal = await Campaign(Evening.AddMinutes(5), ["205", "217", "206", "213"], "second_message = null");
        await Start(bulk, Evening);
        var executor = new VirtualExecutor(_connection, Evening, Call, seed: 4);
        executor.At(Evening.AddMinutes(5), () => Start(normal, Evening.AddMinutes(5)));
        await Compare(bulk, executor, people: 500);
    }

    [Test]
    public async Task What_has_not_left_when_a_batch_expires_is_not_counted()
    {
        await Run(MoreAtOnce);
        await People("212", "216", "586", "404", "205", "217", "206", "213", "310", "415", "503", "602", "214", "312", "617", "202");
        var id = await Campaign(Morning.AddHours(2), ["212", "216", "586", "404", "205", "217", "206", "213", "310", "415", "503", "602", "214", "312", "617", "202"], "send_within = '14 minutes'");
        await Start(id, Morning.AddHours(2));
        var forecast = await Compare(id, new VirtualExecutor(_connection, Morning.AddHours(2), Call, seed: 5), people: 810);
        Assert.That(forecast.Reason, Does.StartWith("790 first messages and"));
    }

    [Test]
    public async Task Caps_leave_out_a_third_and_some_follow_ups_in_the_morning()
    {
        await Run(MoreAtOnce);
        await People("212", "586", "404", "206", "213", "415");
        await Run("""
            insert into outlier.campaigns (id, state, processed, first_message, run_at, started_at, finished_at)
            select 900, 'done', true, 'Before', at, at, at from (select test.monday('2 hours')) as ago (at);
            insert into outlier.campaigns (id, state, processed, first_message, run_at, started_at, finished_at)
            select 901, 'done', true, 'Before', at, at, at from (select test.monday('2 hours')) as ago (at);
            insert into outlier.message_statuses (is_second, batch_id, campaign_id, recipient_phone_number, message, claimed_at, created_at)
            select n = 3, case n when 2 then 901 else 900 end, case n when 2 then 901 else 900 end, a.phone_number, 'Before', at, at + interval '0.3 seconds'
            from outlier.authors as a
            cross join generate_series(1, 3) as n
            cross join (select test.monday('6 hours')) as ago (at)
            -- Of each six people, two got three texts and one got two texts.
            where substr(a.phone_number, 11, 2)::integer % 6 in (0, 1) or substr(a.phone_number, 11, 2)::integer % 6 = 2 and n < 3;
            """);
        var forecast = await Compare(await Broadcast(Evening.AddMinutes(15), 600), new VirtualExecutor(_connection, Evening.AddMinutes(15), Call, seed: 6), people: 396);
        Assert.That(forecast.Reason, Does.Contain("max_texts_per_day"));
    }

    /// <summary>Forecasts a batch, sends everything, and compares the two.</summary>
    private async Task<Forecast> Compare(long id, VirtualExecutor executor, int people)
    {
        var forecast = await Read(id, executor.Now);
        await executor.RunUntilAsync($"select state = 'done' from outlier.batches where id = {id}");
        // If the last messages of a batch are dropped, the maintenance marks the batch as done within a minute.
        await Run($"select outlier.finish_sent_batches(array[{id}]::bigint[], '{executor.Now:O}')");

        var start = Time(await Scalar<DateTime>($"select started_at from outlier.batches where id = {id}"));
        var end = Time(await Scalar<DateTime>($"select finished_at from outlier.batches where id = {id}"));
        var parts = await Scalar<long>($"select sum(t.parts) from outlier.message_statuses as s, outlier.sms_segments(s.message) as t where s.batch_id = {id}");
        var sent = await Scalar<long>($"select count(*) from outlier.message_statuses as s where s.batch_id = {id} and not s.is_second");
        var duration = end - start;
        await TestContext.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"forecast: {forecast.People} people, {forecast.Parts} parts, {forecast.End - start}; measured: {sent} people, {parts} parts, {duration}; error of the end {(forecast.End - end).Duration() / duration:P2} of the duration. {forecast.Reason}"));
        Assert.Multiple(() =>
        {
            Assert.That(sent, Is.EqualTo(people), "the scenario is as meant");
            Assert.That((forecast.End - end).Duration(), Is.LessThanOrEqualTo(0.05 * duration), "end");
            Assert.That(Math.Abs(forecast.Parts - parts), Is.LessThanOrEqualTo(0.01 * parts), "parts");
            Assert.That(Math.Abs(forecast.People - sent), Is.LessThanOrEqualTo(0.01 * sent), "people");
            Assert.That(forecast.Cost, Is.EqualTo(0.01m * forecast.Parts), "cost");
        });
        return forecast;
    }

    private async Task<Forecast> Read(long id, DateTimeOffset now)
    {
        await using var command = new NpgsqlCommand($"select f.people, f.parts, f.cost, f.ends_at, f.reason from outlier.batches as b, outlier.forecast(b, '{now:O}') as f where b.id = {id}", _connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new Forecast(reader.GetInt64(0), reader.GetInt64(1), reader.GetDecimal(2), Time(reader.GetDateTime(3)), await reader.IsDBNullAsync(4) ? string.Empty : reader.GetString(4));
    }

    private Task<bool> Waited() => Scalar<bool>("select count(*) > 100 from outlier.message_statuses where created_at > test.monday('12 hours')");

    /// <summary>Adds a hundred people for each area code.</summary>
    private Task<int> People(params string[] codes) => Run(
        $"insert into outlier.authors (phone_number) select '+1' || c || '55501' || lpad(i::text, 2, '0') from unnest('{{{string.Join(',', codes)}}}'::text[]) as c, generate_series(0, 99) as i");

    private async Task<long> Broadcast(DateTimeOffset at, int size)
    {
        await Run($"select test.share(test.broadcast({size}, '{at:O}', {First}, {Second}), test.segment('everybody', 'select phone_number from authors order by md5(phone_number)'))");
        await Run($"select outlier.make_broadcast('{at:O}')");
        return await Scalar<long>("select test.latest()");
    }

    private async Task<long> Campaign(DateTimeOffset at, string[] codes, string change = "delay = 600")
    {
        var label = $"label {at:O} {string.Join(' ', codes)}";
        var list = $"'{{{string.Join(',', codes)}}}'";
        await Run($"""
            with label as (select test.label('{label}') as id),
            people as (select a.phone_number, md5('{label}' || a.phone_number)::uuid as id from outlier.authors as a where substr(a.phone_number, 3, 3) = any ({list})),
            conversations as (insert into outlier.conversations (id, created_at, updated_at) select id, test.monday(), test.monday() from people),
            authors as (insert into outlier.conversations_authors (conversation_id, author_phone_number) select id, phone_number from people)
            select count(*) from label, people
            """);
        await Run($"insert into outlier.conversations_labels (conversation_id, label_id, created_at) select md5('{label}' || phone_number)::uuid, md5('label {label}')::uuid, test.monday() from outlier.authors where substr(phone_number, 3, 3) = any ({list})");
        var id = await Scalar<long>($"select test.scheduled_campaign(test.segments(md5('label {label}')::uuid), '{at:O}', {Second})");
        await Run($"update outlier.campaigns set {change} where id = {id}");
        return id;
    }

    private Task<int> Start(long id, DateTimeOffset at) => Run($"select outlier.queue_campaign_messages({id}, '{at:O}')");

    private Task<int> Run(string sql) => _connection.ExecuteAsync(sql);

    private async Task<T> Scalar<T>(string sql) => (await _connection.ScalarAsync<T>(sql))!;

    private static DateTimeOffset Time(DateTime time) => new(time.ToUniversalTime());

    private sealed record Forecast(long People, long Parts, decimal Cost, DateTimeOffset End, string Reason);
}
