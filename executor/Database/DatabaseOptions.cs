using Npgsql;

namespace Outlier.Executor.Database;

/// <summary>Where the database is.</summary>
internal sealed class DatabaseOptions
{
    private const int DriversPoolSize = 100;
    private const int PoolSize = 16;

    // The driver writes it, whatever PGCLIENTENCODING says.
    private const string Encoding = "UTF8";

    // One for each worker, and one for health and metrics.
    private const int SendingPoolSize = 4;

    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>A standby that answers reads; empty: the primary answers them.</summary>
    public string ReadOnlyConnectionString { get; set; } = string.Empty;

    /// <summary>The name of this installation; empty: the database does not compare it.</summary>
    public string Installation { get; set; } = string.Empty;

    /// <summary>For the workers of the queues, health and metrics.</summary>
    public string Sending => Pool("outlier sending", _ => SendingPoolSize);

    /// <summary>For Missive's webhooks.</summary>
    public string Webhooks => Pool("outlier webhooks", Half);

    /// <summary>For what the team asks over HTTP, and for commands.</summary>
    public string Team => Pool("outlier team", Half);

    /// <summary>For what the team reads from a standby; null: there is none.</summary>
    public string? Reading => ReadOnlyConnectionString.Length == 0 ? null : Pool("outlier reading", Half, ReadOnlyConnectionString);

    /// <summary>For the one connection that listens: kept alive, so that a dead peer is noticed.</summary>
    public string Listening => new NpgsqlConnectionStringBuilder(ConnectionString)
    {
        Pooling = false,
        KeepAlive = 30,
        ClientEncoding = Encoding,
        ApplicationName = "outlier listener",
    }.ConnectionString;

    /// <summary>For one connection that a check opens and closes.</summary>
    public string Alone => new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, ClientEncoding = Encoding, ApplicationName = "outlier check" }.ConnectionString;

    /// <summary>How many connections one executor opens at most.</summary>
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
    /// A pool for short calls of one kind, so that no kind can take the connections of another. Statements are not kept prepared: a value
    /// that the server cannot take while one is being prepared (a NUL in a webhook) would leave the driver with half of it, and the next
    /// calls on that connection would fail.
    /// </summary>
    private string Pool(string name, Func<int, int> share, string? connectionString = null)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString ?? ConnectionString)
        {
            MaxAutoPrepare = 0,
            ClientEncoding = Encoding,
            // A call leaves nothing behind in its session, and a reset would throw away the plans of all functions.
            NoResetOnClose = true,
            // A commit that waits for a synchronous standby and is cancelled is told of as a success, although no standby has it. So a call
            // that takes too long ends with its connection, and never with what the server says after the cancel.
            CancellationTimeout = -1,
            ApplicationName = name,
        };
        // Many more than the server has cores only hold each other up: a flood of webhooks is quicker in a queue.
        builder.MaxPoolSize = share(builder.MaxPoolSize == DriversPoolSize ? PoolSize : builder.MaxPoolSize);
        builder.MinPoolSize = Math.Min(builder.MinPoolSize, builder.MaxPoolSize);
        return builder.ConnectionString;
    }
}
