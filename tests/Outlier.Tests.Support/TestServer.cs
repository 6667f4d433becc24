using Npgsql;

namespace Outlier.Tests.Support;

/// <summary>A PostgreSQL server for tests: given, in a container, or a throwaway cluster of the system's PostgreSQL.</summary>
public abstract class TestServer : IAsyncDisposable
{
    /// <summary>The one database of the server in which pg_cron lives.</summary>
    public const string CronDatabase = "outlier_cron";

    /// <summary>Where it came from, for people.</summary>
    public abstract string Description { get; }

    /// <summary>Connection string of a superuser, to the database <c>postgres</c>.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>Whether its files are on this machine.</summary>
    public virtual bool IsOnThisMachine => false;

    /// <summary>Runs a program that came with the server, such as pg_dump, as its superuser; null where there is none to run.</summary>
    public virtual Task<(int ExitCode, string Output)?> RunToolAsync(string program, params string[] arguments) => Task.FromResult<(int, string)?>(null);

    /// <summary>Stops the server, if it still runs, and starts it again; false where only its owner can.</summary>
    /// <param name="mode">Of pg_ctl: fast or immediate.</param>
    /// <param name="meanwhile">Done to its data directory while it is stopped.</param>
    public virtual Task<bool> RestartAsync(string mode, Func<string, Task>? meanwhile = null) => Task.FromResult(false);

    /// <summary>What the server logged about one database; null where that cannot be read.</summary>
    public async Task<string?> LogOfAsync(string database)
    {
        // A line of its own begins with the database; what follows it, such as its detail, with a tab or with the database again.
        var mine = false;
        return await ReadLogAsync() is { } log
            ? string.Join('\n', log.Split('\n').Where(line => mine = line.StartsWith($"{database}:", StringComparison.Ordinal) || (mine && line.StartsWith('\t'))))
            : null;
    }

    /// <summary>
    /// Whether a server that is started keeps its files in memory, where there is room: a test's database is a thousand files that are
    /// made and deleted, which a disk's file system spends more time on than PostgreSQL. What is measured is a server on a disk.
    /// </summary>
    public static bool InMemory { get; set; } = true;

    /// <summary>Whether a server that is started keeps each commit although it is stopped without warning.</summary>
    public static bool IsDurable { get; set; }

    /// <summary>Finds or starts a server.</summary>
    /// <exception cref="InvalidOperationException">There is none to be had; the message says what to install.</exception>
    public static async Task<TestServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("OUTLIER_TEST_DB") is { Length: > 0 } given)
        {
            return new GivenServer(given);
        }

        return await ContainerEngine.AnswersAsync()
            ? await ContainerServer.StartNewAsync()
            : await ThrowawayCluster.StartNewAsync();
    }

    /// <summary>Connection string of the same user to another database. Unpooled: an idle session would keep a database from being dropped.</summary>
    public string ConnectionStringTo(string database) =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database, Pooling = false }.ConnectionString;

    /// <summary>Runs statements in the database <c>postgres</c>.</summary>
    public Task ExecuteAsync(string sql) => Sql.ExecuteAsync(ConnectionStringTo("postgres"), sql);

    /// <summary>Reads one value in the database <c>postgres</c>.</summary>
    public Task<T?> ScalarAsync<T>(string sql) => Sql.ScalarAsync<T>(ConnectionStringTo("postgres"), sql);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>All that the server logged.</summary>
    protected virtual Task<string?> ReadLogAsync() => Task.FromResult<string?>(null);

    /// <summary>Stops what was started.</summary>
    protected virtual ValueTask StopAsync() => ValueTask.CompletedTask;
}
