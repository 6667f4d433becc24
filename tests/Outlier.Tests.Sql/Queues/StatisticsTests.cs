using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Queues;

/// <summary>Checks that the planner's statistics of a queue never stay those of an empty table.</summary>
public sealed class StatisticsTests
{
    private const int Messages = 5_000;

    /// <remarks>Only commits reach the statistics of changes, so this is no pgTAP test.</remarks>
    [TestCase("first_messages")]
    [TestCase("second_messages")]
    [Category("job-send-first-messages"), Category("job-send-second-messages")]
    public async Task The_send_job_analyzes_a_queue_that_was_filled(string queue)
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync();
        var table = "outlier.broadcast_" + queue;
        await connection.ExecuteAsync("set plan_cache_mode = force_generic_plan");
        await connection.ExecuteAsync(
            "prepare ten_messages (boolean, bigint[]) as select q.message from outlier.queued_messages as q where q.is_second = $1 and q.id = any ($2)");
        await QueueAsync(connection, table);
        await connection.ExecuteAsync($"delete from {table}");
        await connection.ExecuteAsync($"analyze {table}");
        await QueueAsync(connection, table);
        Assert.That(await PlanAsync(connection, queue), Does.Not.Contain("pkey"), "a queue that was analyzed while it was empty reads ten messages with a scan of the whole queue");

        await RunJobAsync(connection, queue);
        Assert.That(await PlanAsync(connection, queue), Does.Contain("pkey"), "after the job has run, each of ten messages is looked up by its id");

        await connection.ExecuteAsync($"delete from {table} where id in (select id from {table} limit {Messages / 2})");
        await RunJobAsync(connection, queue);
        Assert.That(
            await connection.ScalarAsync<long>($"select pg_stat_get_mod_since_analyze('{table}'::regclass)"),
            Is.EqualTo(Messages / 2),
            "while fewer messages have changed than there are, the job does not analyze the queue again");
    }

    private static Task<int> QueueAsync(NpgsqlConnection connection, string table) => connection.ExecuteAsync(
        $"""
        with campaign as (
          insert into outlier.campaigns (state, processed, title, first_message, run_at, started_at)
          values ('sending', true, 'Water', 'Is your water clear?', now(), now())
          returning id
        )
        insert into {table} (campaign_id, recipient_phone_number, message)
        select c.id, '+1313555' || to_char(g.number, 'FM0000'), 'Is your water clear?'
        from campaign as c cross join generate_series(1, {Messages}) as g (number)
        """);

    private static async Task RunJobAsync(NpgsqlConnection connection, string queue)
    {
        // A session reports its changes at most once a second, unless it is asked to.
        await connection.ExecuteAsync("select pg_stat_force_next_flush()");
        await connection.ExecuteAsync($"select outlier.run_send_job('{queue}')");
    }

    private static async Task<string> PlanAsync(NpgsqlConnection connection, string queue) => string.Join(
        '\n',
        await connection.ColumnAsync<string>($"explain (costs off) execute ten_messages ({queue == "second_messages"}, '{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}}')"));
}
