using Npgsql;

namespace Outlier.Executor.Database;

/// <summary>
/// Separate pools of connections for each purpose. A slow client or a flood of one kind never takes the connections of another, so
/// messages and opt-outs never wait for the team's reads. <c>AddNpgsqlDataSource</c> does not fit: commands have pools and no container.
/// </summary>
internal sealed class DatabasePools : IAsyncDisposable
{
    public DatabasePools(DatabaseOptions options)
    {
        Sending = Create(options.Sending, options.Installation);
        Webhooks = Create(options.Webhooks, options.Installation);
        Team = Create(options.Team, options.Installation);
        Reading = options.Reading is { } reading ? Create(reading, options.Installation) : null;
    }

    /// <summary>Pool of the workers of the queues, health and metrics.</summary>
    public NpgsqlDataSource Sending { get; }

    /// <summary>Pool of Missive's webhooks.</summary>
    public NpgsqlDataSource Webhooks { get; }

    /// <summary>Pool of the HTTP API and of commands.</summary>
    public NpgsqlDataSource Team { get; }

    /// <summary>Pool of reads from a standby. Null if there is none. See <see cref="StandbyReads"/>.</summary>
    public NpgsqlDataSource? Reading { get; }

    public async ValueTask DisposeAsync()
    {
        await Sending.DisposeAsync();
        await Webhooks.DisposeAsync();
        await Team.DisposeAsync();
        if (Reading is not null)
        {
            await Reading.DisposeAsync();
        }
    }

    private static NpgsqlDataSource Create(string connectionString, string installation)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        SessionSettings.Pin(builder, installation);
        return builder.Build();
    }
}
