using Npgsql;

namespace Outlier.Executor.Database;

/// <summary>The database connections of the configuration.</summary>
internal sealed class DatabaseOptions
{
    private const int DriversPoolSize = 100;
    private const int PoolSize = 16;

    // The driver sends UTF-8 with any PGCLIENTENCODING.
    private const string Encoding = "UTF8";

    // One connection for each worker, and one for health and metrics.
    private const int SendingPoolSize = 4;

    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>Connection string of a standby that answers reads. Empty: the primary answers them.</summary>
    public string ReadOnlyConnectionString { get; set; } = string.Empty;

    /// <summary>Name of this installation. Empty: the database does not compare it.</summary>
    public string Installation { get; set; } = string.Empty;

    /// <summary>Connection string for the workers of the queues, health and metrics.</summary>
    public string Sending => Pool("outlier sending", _ => SendingPoolSize);

    /// <summary>Connection string for Missive's webhooks.</summary>
    public string Webhooks => Pool("outlier webhooks", Half);

    /// <summary>Connection string for the HTTP API and for commands.</summary>
    public string Team => Pool("outlier team", Half);

    /// <summary>Connection string for reads from a standby. Null if there is none.</summary>
    public string? Reading => ReadOnlyConnectionString.Length == 0 ? null : Pool("outlier reading", Half, ReadOnlyConnectionString);

    /// <summary>Connection string for the connection that listens. Keepalives detect a dead peer.</summary>
    public string Listening => new NpgsqlConnectionStringBuilder(ConnectionString)
    {
        Pooling = false,
        KeepAlive = 30,
        ClientEncoding = Encoding,
        ApplicationName = "outlier listener",
    }.ConnectionString;

    /// <summary>Connection string for a connection that a check opens and closes.</summary>
    public string Alone => new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, ClientEncoding = Encoding, ApplicationName = "outlier check" }.ConnectionString;

    /// <summary>Largest number of connections that one executor opens.</summary>
    public int Connections => 1 + new[] { Sending, Webhooks, Team }.Sum(pool => new NpgsqlConnectionStringBuilder(pool).MaxPoolSize);

    public bool IsReadable => IsValid(() => Team);

    public bool IsReadOnlyReadable => IsValid(() => Reading);

    private static bool IsValid(Func<string?> connectionString)
    {
        try
        {
            connectionString();
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return false;
        }
    }

    private static int Half(int size) => Math.Max(2, (size - SendingPoolSize) / 2);

    /// <summary>
    /// A pool for short calls of one kind, so that no kind can take the connections of another. It keeps no prepared statements: a value
    /// that the server rejects while one is being prepared (a NUL in a webhook) would leave the driver with half a statement, and the next
    /// calls on that connection would fail.
    /// </summary>
    private string Pool(string name, Func<int, int> share, string? connectionString = null)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString ?? ConnectionString)
        {
            MaxAutoPrepare = 0,
            ClientEncoding = Encoding,
            // Calls leave no state in their session, and a reset would discard the plans of all functions.
            NoResetOnClose = true,
            // If a commit waits for a synchronous standby and is cancelled, the server reports a success, although no standby has the
            // commit. So a call that takes too long ends with its connection, and the executor reads no answer to a cancel.
            CancellationTimeout = -1,
            ApplicationName = name,
        };
        // Many more connections than the server has cores slow each other down. A flood of webhooks is faster if it waits in a queue.
        builder.MaxPoolSize = share(builder.MaxPoolSize == DriversPoolSize ? PoolSize : builder.MaxPoolSize);
        builder.MinPoolSize = Math.Min(builder.MinPoolSize, builder.MaxPoolSize);
        return builder.ConnectionString;
    }
}
