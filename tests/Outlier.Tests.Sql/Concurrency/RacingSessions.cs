using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Concurrency;

/// <summary>A separate database with two sessions, for behavior that one session cannot show.</summary>
public abstract class RacingSessions
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    protected TestDatabase Database { get; private set; } = null!;

    protected NpgsqlConnection First { get; private set; } = null!;

    protected NpgsqlConnection Second { get; private set; } = null!;

    [SetUp]
    public async Task Connect()
    {
        Database = await TestDatabase.CloneAsync();
        First = await Database.OpenAsync();
        Second = await Database.OpenAsync();
    }

    [TearDown]
    public async Task Disconnect()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>
    /// Runs a race: the first session acts and does not commit, the second must wait for it, then the first commits.
    /// Returns the second session's result.
    /// </summary>
    protected async Task<object?> RaceAsync(string first, string second)
    {
        await First.ExecuteAsync("begin");
        await First.ExecuteAsync(first);
        var waiting = Task.Run(() => Second.ScalarAsync<object>(second));
        await UntilBlockedAsync(Second, waiting);
        await First.ExecuteAsync("commit");
        return await waiting.WaitAsync(Limit);
    }

    protected Task<T?> ValueAsync<T>(string sql) => First.ScalarAsync<T>(sql);

    /// <summary>Waits until a session waits for another session.</summary>
    protected async Task UntilBlockedAsync(NpgsqlConnection session, Task waiting)
    {
        await using var observer = await Database.OpenAsync(TestDatabase.Superuser);
        using var limit = new CancellationTokenSource(Limit);
        while (!await observer.ScalarAsync<bool>("select cardinality(pg_blocking_pids($1)) > 0", session.ProcessID))
        {
            Assert.That(waiting.IsCompleted, Is.False, "the second session did not wait for the first");
            await Task.Delay(5, limit.Token);
        }
    }
}
