using Npgsql;

namespace Outlier.Executor.Database;

/// <summary>Where the database is.</summary>
internal sealed class DatabaseOptions
{
    private const int DriversPoolSize = 100;
    private const int PoolSize = 12;

    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>
    /// For short calls. Statements are not kept prepared: a value that the server cannot take while one is being prepared (a NUL in a
    /// webhook) would leave the driver with half of it, and the next calls on that connection would fail.
    /// </summary>
    public string Pooled
    {
        get
        {
            var builder = new NpgsqlConnectionStringBuilder(ConnectionString)
            {
                MaxAutoPrepare = 0,
                // A call leaves nothing behind in its session, and a reset would throw away the plans of all functions.
                NoResetOnClose = true,
                ApplicationName = "outlier",
            };
            // Many more than the server has cores only hold each other up: a flood of webhooks is quicker in a queue.
            if (builder.MaxPoolSize == DriversPoolSize)
            {
                builder.MaxPoolSize = PoolSize;
            }

            return builder.ConnectionString;
        }
    }

    /// <summary>For the one connection that listens: kept alive, so that a dead peer is noticed.</summary>
    public string Listening => new NpgsqlConnectionStringBuilder(ConnectionString)
    {
        Pooling = false,
        KeepAlive = 30,
        ApplicationName = "outlier listener",
    }.ConnectionString;

    public bool IsReadable
    {
        get
        {
            try
            {
                return Pooled.Length > 0;
            }
            catch (Exception exception) when (exception is ArgumentException or FormatException)
            {
                return false;
            }
        }
    }
}
