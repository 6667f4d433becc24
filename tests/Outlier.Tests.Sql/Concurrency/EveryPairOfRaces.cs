using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Concurrency;

/// <summary>
/// Runs each of Outlier's operations against each other in two sessions, in both orders. The first session is stopped
/// midway, because a third session holds a lock that it needs next, or it has finished but not committed. Then the
/// second session runs.
/// </summary>
[TestFixture(Rows)]
[TestFixture(Tables)]
public sealed class EveryPairOfRaces(string kind)
{
    /// <summary>The third session locks a row, or the first session has finished but not committed.</summary>
    public const string Rows = "rows";

    /// <summary>The third session locks a table so that no other session can write to it.</summary>
    public const string Tables = "tables";

    private const string Deadlocks = "select pg_stat_get_db_deadlocks(oid) from pg_database where datname = current_database()";

    private const string AtTheEnd = "its end";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // The locks of the third session. Each race uses one.
    private static readonly (string Name, string Sql)[] Gates =
    [
        ("the batch that is being sent", "select from outlier.batches where first_message = 'Spring' for update"),
        ("the batch of the follow-ups", "select from outlier.batches where first_message = 'Winter' for update"),
        ("the batch that is to be queued", "select from outlier.batches where first_message = 'Summer' for update"),
        ("the upcoming broadcast", "select from outlier.broadcasts where state = 'scheduled' for update"),
        ("a message that is being sent", Message("test.number(0), test.number(6), test.number(8)")),
        ("a message with an unknown outcome", Message("test.number(2)")),
        ("a message that waits", Message("test.number(3)")),
        ("a message that is being checked", Message("test.number(5)")),
        ("a person", "select from outlier.authors where phone_number = test.number(3) for update"),
        ("the quota", "select from outlier.quotas where name = 'first_messages' for update"),
        ("the conversation of a person", "select from outlier.conversations where id = md5('conversation 3')::uuid for update"),
        ("the conversation that is asked about", "select from outlier.conversations where id = md5('conversation 5')::uuid for update"),
        ("the request", "select from outlier.requests where kind = 'read_conversation' for update"),
        ("the pass over Twilio's log", "select from outlier.reconciliations for update"),
        ("a recipient", "select from outlier.recipients where phone_number = test.number(3) for update"),
    ];

    private static readonly (string Name, string Sql)[] TableGates =
    [
        ("a writer to recipients", "lock table outlier.recipients in row exclusive mode"),
        .. ((string[])["recipients", "broadcast_first_messages", "message_statuses", "tallies", "consent_events", "posts", "labels"])
            .Select(table => ("the table " + table, $"lock table outlier.{table} in share mode")),
    ];

    private readonly Dictionary<string, int> _stopsBy = [];
    private int _races;
    private int _pairs;

    private TestDatabase _database = null!;
    private NpgsqlConnection _first = null!;
    private NpgsqlConnection _second = null!;
    private NpgsqlConnection _third = null!;
    private NpgsqlConnection _observer = null!;
    private NpgsqlConnection _restorer = null!;

    private static IEnumerable<TestCaseData> Firsts =>
        RacingOperation.All.Select(operation => new TestCaseData(operation.Name).SetArgDisplayNames(operation.Name));

    [OneTimeSetUp]
    public async Task Prepare()
    {
        _database = await TestDatabase.CloneAsync();
        await using (var superuser = await _database.OpenAsync(TestDatabase.Superuser))
        {
            // A short lock timeout would hide a deadlock. Only the migration has a shorter one, as in production.
            await superuser.ExecuteAsync($"alter database {_database.Name} set deadlock_timeout = '100ms'");
            await superuser.ExecuteAsync($"alter database {_database.Name} set lock_timeout = '10s'");
        }

        _first = await _database.OpenAsync();
        _second = await _database.OpenAsync();
        _third = await _database.OpenAsync();
        _observer = await _database.OpenAsync(TestDatabase.Superuser);
        _restorer = await _database.OpenAsync(TestDatabase.Superuser);
        await _observer.ExecuteAsync("set stats_fetch_consistency = none");
        await _first.ExecuteAsync("select test.make_racing_world()");
        await _restorer.ExecuteAsync("set session_replication_role = replica; select test.save_racing_world()");
    }

    [OneTimeTearDown]
    public async Task Disconnect()
    {
        await TestContext.Progress.WriteLineAsync(
            $"{_races} races, {_pairs} pairs in their order, {RacingOperation.All.Count} operations; stopped by {_stopsBy.Count} {kind}: "
            + string.Join(", ", _stopsBy.Select(gate => $"{gate.Key} ({gate.Value})")));
        foreach (var connection in (NpgsqlConnection[])[_first, _second, _third, _observer, _restorer])
        {
            await connection.DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    [TestCaseSource(nameof(Firsts))]
    public async Task Nobody_waits_crosswise_and_nothing_is_lost_while_a_session_is_in_the_middle_of(string name)
    {
        var began = Stopwatch.GetTimestamp();
        var before = _races;
        var first = RacingOperation.All.Single(operation => operation.Name == name);
        var wrong = new List<string>();
        var gates = new List<string>();
        foreach (var gate in kind == Rows ? Gates : TableGates)
        {
            var (waited, broken) = await RaceAsync(first, null, gate);
            wrong.AddRange(broken);
            if (!waited)
            {
                continue;
            }

            gates.Add(gate.Name);
            _stopsBy[gate.Name] = _stopsBy.GetValueOrDefault(gate.Name) + 1;
            foreach (var second in RacingOperation.All)
            {
                wrong.AddRange((await RaceAsync(first, second, gate)).Wrong);
            }
        }

        if (kind == Rows)
        {
            // A migration waits for locks on tables only, not on rows.
            Assert.That(gates, name == "migrate" ? Is.Empty : Is.Not.Empty, "it is never stopped in the middle");
            foreach (var second in RacingOperation.All)
            {
                wrong.AddRange((await RaceAsync(first, second, (AtTheEnd, string.Empty))).Wrong);
            }
        }

        _pairs += RacingOperation.All.Count;
        await TestContext.Progress.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {_races - before} races in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, stopped by ")
            + string.Join(", ", gates));
        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
    }

    // Checks the test itself: it must detect a deadlock even if a function hides it by retrying.
    [Test]
    public async Task A_deadlock_is_seen_even_if_nobody_reports_it()
    {
        const string Hide = "do $$ begin {0} exception when deadlock_detected then null; end $$";
        const string Spring = "perform from outlier.batches where first_message = 'Spring' for update;";
        const string Winter = "perform from outlier.batches where first_message = 'Winter' for update;";
        const string Quota = "perform from outlier.quotas where name = 'first_messages' for update;";
        var first = new RacingOperation("one", string.Format(CultureInfo.InvariantCulture, Hide, Spring + Quota + Winter));
        var second = new RacingOperation("the other", string.Format(CultureInfo.InvariantCulture, Hide, Winter + Spring));
        var (waited, wrong) = await RaceAsync(first, second, Gates.Single(gate => gate.Name == "the quota"));
        Assert.That(waited, Is.True);
        Assert.That(wrong, Is.EqualTo((string[])["one, stopped by the quota, and the other: deadlock"]));
    }

    [Test]
    public async Task A_condition_that_is_broken_is_seen()
    {
        var first = new RacingOperation("one", "delete from outlier.recipients where phone_number = test.number(3)", "false");
        var (_, wrong) = await RaceAsync(first, null, (AtTheEnd, string.Empty));
        Assert.That(wrong, Has.Some.Contains("one left no trace").And.Some.Contains("people ="));
    }

    private static string Message(string people) =>
        $"select from outlier.queued_messages where recipient_phone_number in ({people}) and message = 'Spring' order by id for update";

    // Returns whether the gate stopped the first session.
    private async Task<(bool Waited, IReadOnlyList<string> Wrong)> RaceAsync(
        RacingOperation first, RacingOperation? second, (string Name, string Sql) gate)
    {
        _races++;
        await _restorer.ExecuteAsync("select test.put_back_racing_world()");
        var deadlocks = await _observer.ScalarAsync<long>(Deadlocks);
        await PrepareAsync(_first, first.Before);
        await PrepareAsync(_second, second?.Before);
        await (gate.Name == AtTheEnd ? _first : _third).ExecuteAsync("begin; " + gate.Sql);
        var one = RunAsync(_first, first);
        var waited = gate.Name == AtTheEnd ? await one is null : await IsBlockedAsync(_first, one, _third);
        var two = second is null ? Task.FromResult<PostgresException?>(null) : RunAsync(_second, second);
        await IsBlockedAsync(_second, two, _first, _third);
        await (gate.Name == AtTheEnd ? _first : _third).ExecuteAsync("commit");

        await Task.WhenAll(one, two).WaitAsync(Limit);
        var wrong = new List<string>();
        foreach (var (operation, session, task) in new[] { (first, _first, one), (second, _second, two) })
        {
            if (operation is null)
            {
                continue;
            }

            if (await task.WaitAsync(Limit) is { } error)
            {
                if (!operation.MayAnswer.Contains(error.SqlState, StringComparer.Ordinal))
                {
                    wrong.Add($"{operation.Name} answered {error.SqlState}: {error.MessageText} {error.Detail} {error.Where}");
                }
            }
            else
            {
                await PrepareAsync(session, operation.After);
                if (!await session.ScalarAsync<bool>("select " + operation.Holds))
                {
                    wrong.Add($"{operation.Name} left no trace");
                }
            }

            await session.ExecuteAsync("select pg_stat_force_next_flush()");
        }

        wrong.AddRange(await _first.ColumnAsync<string>("select test.broken_by_race()"));
        if (await _observer.ScalarAsync<long>(Deadlocks) != deadlocks)
        {
            wrong.Add("deadlock");
        }

        return (waited, [.. wrong.Select(what => $"{first.Name}, stopped by {gate.Name}, and {second?.Name ?? "nobody"}: {what}")]);
    }

    private static Task PrepareAsync(NpgsqlConnection session, string? sql) => sql is null ? Task.CompletedTask : session.ExecuteAsync(sql);

    private static async Task<PostgresException?> RunAsync(NpgsqlConnection session, RacingOperation operation)
    {
        try
        {
            await session.ExecuteAsync(operation.Sql);
            return null;
        }
        catch (PostgresException exception)
        {
            return exception;
        }
    }

    // Waits until the session waits for one of the others, or has ended.
    private async Task<bool> IsBlockedAsync(NpgsqlConnection session, Task task, params NpgsqlConnection[] others)
    {
        var pids = others.Select(other => other.ProcessID).ToArray();
        var began = Stopwatch.GetTimestamp();
        while (!task.IsCompleted)
        {
            if (await _observer.ScalarAsync<bool>("select pg_blocking_pids($1) && $2", session.ProcessID, pids))
            {
                return true;
            }

            Assert.That(Stopwatch.GetElapsedTime(began), Is.LessThan(Limit), "the session neither waits nor ends");
        }

        return false;
    }
}
