using Npgsql;

namespace Outlier.Executor.Database;

/// <summary>
/// Connections by what they are for: a slow client or a flood of one kind never takes those of another, so that messages go out and an
/// opt-out is heard whatever the team asks for. <c>AddNpgsqlDataSource</c> would not do: commands use the same pools without a container.
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

    /// <summary>For the workers of the queues, health and metrics.</summary>
    public NpgsqlDataSource Sending { get; }

    /// <summary>For Missive's webhooks.</summary>
    public NpgsqlDataSource Webhooks { get; }

    /// <summary>For what the team asks over HTTP, and for commands.</summary>
    public NpgsqlDataSource Team { get; }

    /// <summary>For what the team reads from a standby; null: there is none. See <see cref="StandbyReads"/>.</summary>
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
