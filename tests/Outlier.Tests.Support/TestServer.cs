using Npgsql;

namespace Outlier.Tests.Support;

/// <summary>
/// A PostgreSQL server for tests: an existing one, one in a container, or a temporary cluster of the installed
/// PostgreSQL.
/// </summary>
public abstract class TestServer : IAsyncDisposable
{
    /// <summary>The only database of the server with pg_cron.</summary>
    public const string CronDatabase = "outlier_cron";

    /// <summary>The origin of the server, for messages.</summary>
    public abstract string Description { get; }

    /// <summary>Connection string of a superuser, to the database <c>postgres</c>.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>Whether the server's files are on this machine.</summary>
    public virtual bool IsOnThisMachine => false;

    /// <summary>
    /// Runs one of PostgreSQL's programs, such as pg_dump, as the superuser. Null if the program is not available.
    /// </summary>
    public virtual Task<(int ExitCode, string Output)?> RunToolAsync(string program, params string[] arguments) => Task.FromResult<(int, string)?>(null);

    /// <summary>
    /// Stops the server if it is running, and starts it again. False if these tests cannot restart it.
    /// </summary>
    /// <param name="mode">Mode of pg_ctl: fast or immediate.</param>
    /// <param name="meanwhile">Called with the data directory while the server is stopped.</param>
    public virtual Task<bool> RestartAsync(string mode, Func<string, Task>? meanwhile = null) => Task.FromResult(false);

    /// <summary>The server's log lines about one database. Null if the log cannot be read.</summary>
    public async Task<string?> LogOfAsync(string database)
    {
        // The first line of an entry begins with the name of the database. Its next lines, such as the detail, begin
        // with a tab or the name.
        var mine = false;
        return await ReadLogAsync() is { } log
            ? string.Join('\n', log.Split('\n').Where(line => mine = line.StartsWith($"{database}:", StringComparison.Ordinal) || (mine && line.StartsWith('\t'))))
            : null;
    }

    /// <summary>
    /// Whether a started server keeps its files in memory, if there is room. The database of a test consists of a
    /// thousand files that are created and deleted. On a disk, the file system would spend more time on them than
    /// PostgreSQL. Benchmarks measure a server on a disk.
    /// </summary>
    public static bool InMemory { get; set; } = true;

    /// <summary>Whether a started server keeps each commit even if it is killed.</summary>
    public static bool IsDurable { get; set; }

    /// <summary>Finds or starts a server.</summary>
    /// <exception cref="InvalidOperationException">
    /// No server is available. The message says what to install.
    /// </exception>
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

    /// <summary>
    /// Connection string of the same user to another database. Unpooled, because PostgreSQL cannot drop a database that
    /// has an idle session.
    /// </summary>
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

    /// <summary>The server's whole log.</summary>
    protected virtual Task<string?> ReadLogAsync() => Task.FromResult<string?>(null);

    /// <summary>Stops the server if it was started here.</summary>
    protected virtual ValueTask StopAsync() => ValueTask.CompletedTask;
}
