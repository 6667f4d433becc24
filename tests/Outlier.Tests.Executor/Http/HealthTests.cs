using System.Net;

namespace Outlier.Tests.Executor.Http;

/// <summary>What an operator's monitor and a container's health check ask.</summary>
public sealed class HealthTests
{
    [Test]
    public async Task Ready_says_whether_it_can_work_and_live_that_it_is_there()
    {
        // Its clock stands still: once lost, the listening connection is not replaced before a word.
        await using var door = await Door.OpenAsync();
        await UntilAsync(door, HttpStatusCode.OK, "ready");

        await door.Newsroom.RunAsync("alter function api.read_readiness() rename to elsewhere");
        await UntilAsync(door, HttpStatusCode.ServiceUnavailable, "the database does not answer");
        await door.Newsroom.RunAsync("alter function api.elsewhere() rename to read_readiness");

        await door.Newsroom.RunAsync(
            """
            insert into cron.job_run_details (jobid, username, status, return_message, start_time, end_time)
            select j.jobid, j.username, 'failed', 'no such table', now(), now() from cron.job as j cross join generate_series(1, 2) where j.jobname = 'maintain-queues'
            """);
        await UntilAsync(door, HttpStatusCode.ServiceUnavailable, "the job maintain-queues failed twice in a row: no such table");
        await door.Newsroom.RunAsync("delete from cron.job_run_details");
        await UntilAsync(door, HttpStatusCode.OK, "ready");

        await door.Newsroom.ReadAsync<bool>("select bool_and(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'outlier listener' and datname = current_database()");
        await UntilAsync(door, HttpStatusCode.ServiceUnavailable, "not listening to the database");
        using var live = await door.SendAsync(HttpMethod.Get, "/health/live");
        Assert.That(live.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        // Its pause begins a moment after it has told; a clock that went on before that would not end it.
        await UntilAsync(door, HttpStatusCode.OK, "ready", TimeSpan.FromMinutes(1));
    }

    private static async Task UntilAsync(Door door, HttpStatusCode status, string message, TimeSpan passing = default)
    {
        using var limit = new CancellationTokenSource(Newsroom.Limit);
        var said = string.Empty;
        while (!limit.IsCancellationRequested)
        {
            using var answer = await door.SendAsync(HttpMethod.Get, "/health/ready/");
            said = $"{answer.StatusCode} {await Door.MessageOfAsync(answer)}";
            if (said == $"{status} {message}")
            {
                return;
            }

            door.Time.Advance(passing);
            await door.Newsroom.UntilAsync("true");
        }

        Assert.Fail($"Not {status} {message}, but {said}\n{door.Executor.Log.Text}");
    }
}
