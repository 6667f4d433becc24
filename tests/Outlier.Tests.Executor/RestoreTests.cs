using System.Text.RegularExpressions;
using Outlier.Migrator;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor;

/// <summary>
/// Checks that a backup from the middle of a broadcast can be restored with the commands in
/// <c>docs/how-to/upgrade.md</c>.
/// </summary>
public sealed partial class RestoreTests
{
    private const int People = 100;

    // Ends the leases of the messages that were being sent when the backup was made, and skips the wait before Outlier
    // reads from Twilio.
    private const string MinutesPass =
        """
        update outlier.settings set ask_twilio_after = '0', broadcast_gap = '0';
        update outlier.queued_messages set lease_until = now() where state = 'sending';
        select outlier.maintain_queues();
        update outlier.failovers set settle_at = now() where state = 'settling';
        update outlier.requests set due_at = now() where state = 'waiting';
        select outlier.wake_executor();
        """;

    [Test]
    [Category("restore")]
    public async Task A_backup_from_the_middle_of_a_broadcast_texts_nobody_twice_and_goes_on()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var server = await TestDatabase.ServerAsync();
        var state = newsroom.Simulator.State;
        await newsroom.RunAsync("update outlier.quotas set max_concurrent = 5");
        state.Options.AnswerDelay = TimeSpan.FromMilliseconds(50);
        var executor = await newsroom.StartExecutorAsync(settings: newsroom.WithTwilio);
        await newsroom.BroadcastAsync(People, "First", "Second", 1);
        await newsroom.UntilAsync("(select count(*) >= 15 from outlier.message_statuses)");

        // The snapshot fixes the backup's moment, however long the dump takes.
        await newsroom.RunAsync("begin isolation level repeatable read");
        var snapshot = await newsroom.ReadAsync<string>("select pg_export_snapshot()");
        var file = $"/tmp/outlier-{Guid.NewGuid():N}.dump";
        if (await server.RunToolAsync("pg_dump", "-Fc", "--snapshot", snapshot, "-f", file, newsroom.Database.Name) is not { } dumped)
        {
            Assert.Ignore("pg_dump is not to be had for this server.");
            return;
        }

        Assert.That(dumped.ExitCode, Is.Zero, dumped.Output);
        await newsroom.RunAsync("commit");
        await newsroom.UntilAsync($"(select count(*) = {2 * People} from outlier.message_statuses)");
        await executor.StopAsync();
        Assert.That(state.SentCount, Is.EqualTo(2 * People));

        await using var restored = await TestDatabase.CreateEmptyAsync();
        await RestoreAsync(server, file, restored);
        var waiting = await Sql.ScalarAsync<long>(restored.ConnectionString, "select count(*) from outlier.queued_messages where state <> 'sending'");
        Assert.That(waiting, Is.Positive, "it was made in the middle");

        var commands = Commands();
        Assert.That(commands, Has.Count.EqualTo(6));
        foreach (var command in commands.SkipLast(3))
        {
            await Sql.ExecuteAsync(restored.ConnectionString, command);
        }

        Assert.That(DatabaseMigrator.Run(new MigrationOptions(restored.ConnectionString, WithoutCron: true)).Migrations, Is.Empty);
        await using var other = await RunningExecutor.StartAsync(restored.ConnectionStringFor("outlier_executor"), newsroom.Simulator.Address, settings: newsroom.WithTwilio);
        Assert.That(
            await Sql.ScalarAsync<string>(restored.ConnectionString, "select p.message from outlier.problems as p where p.kind = 'copy'"),
            Does.StartWith("This database is a copy of another database"));
        foreach (var command in commands.TakeLast(3))
        {
            await Sql.ExecuteAsync(restored.ConnectionString, command);
        }

        // Outlier reads Twilio's log at once, and again when every call from before the restore must have ended.
        await UntilAsync(restored, "(select bool_and(state = 'settling') from outlier.failovers)");
        await Sql.ExecuteAsync(restored.ConnectionString, MinutesPass);

        // The restored database sends the next broadcast. The rest of the previous broadcast must not be sent.
        await Sql.ExecuteAsync(restored.ConnectionString, "update outlier.broadcasts set first_message = 'Next', second_message = null where state = 'scheduled'; select outlier.send_now()");
        await UntilAsync(restored, $"(select count(*) = {People} from outlier.message_statuses where message = 'Next')");
        await UntilAsync(restored, "(select bool_and(state = 'done') from outlier.reconciliations) and not exists (select from outlier.queued_messages where message <> 'Next')");
        Assert.That(state.Messages.Select(message => $"{message.To} {message.Body}").ToList(), Is.Unique.And.Count.EqualTo(3 * People));
        Assert.That(
            await Sql.ScalarAsync<bool>(restored.ConnectionString, "select count(*) > 0 and bool_and('cancelled' in (reason, follow_up_reason) or reason is null) from outlier.recipients where broadcast_id = (select min(broadcast_id) from outlier.recipients) and (reason is not null or follow_up_reason is not null)"),
            Is.True);
    }

    private static async Task RestoreAsync(TestServer server, string file, TestDatabase database)
    {
        await Sql.ExecuteAsync(database.ConnectionString, await File.ReadAllTextAsync(Repository.PathTo("sql", "bootstrap.sql")));
        var result = await server.RunToolAsync("pg_restore", "--clean", "--if-exists", "-d", database.Name, file);
        Assert.That(result!.Value.ExitCode, Is.Zero, result.Value.Output);
        File.Delete(file);
    }

    // The commands of the section about restoring, in order. The text for campaigns says "the same" and has no command.
    private static List<string> Commands()
    {
        var page = File.ReadAllText(Repository.PathTo("docs", "how-to", "upgrade.md"));
        var part = page[page.IndexOf("## Restore", StringComparison.Ordinal)..page.IndexOf("## A copy texts nobody", StringComparison.Ordinal)];
        return [.. Statement().Matches(part).Select(match => match.Groups["sql"].Value)];
    }

    private static async Task UntilAsync(TestDatabase database, string condition)
    {
        using var limit = new CancellationTokenSource(Newsroom.Limit);
        while (!await Sql.ScalarAsync<bool>(database.ConnectionString, $"select {condition} from (select pg_sleep(0.05)) as breath"))
        {
            if (limit.IsCancellationRequested)
            {
                Assert.Fail($"Not so: {condition}\n" + await Sql.ScalarAsync<string>(
                    database.ConnectionString,
                    "select concat((select jsonb_agg(q) from outlier.queued_messages as q), (select jsonb_agg(r) from outlier.requests as r), (select jsonb_agg(r) from outlier.reconciliations as r))"));
            }
        }
    }

    [GeneratedRegex("`(?<sql>(select|update) outlier\\.[^`]*)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Statement();
}
