using Npgsql;

namespace Outlier.Executor.Database;

/// <summary>
/// Connections by what they are for: a slow client or a flood of one kind never takes those of another, so that messages go out and an
/// opt-out is heard whatever the team asks for.
/// </summary>
internal sealed class DatabasePools : IAsyncDisposable
{
    public DatabasePools(DatabaseOptions options)
    {
        Sending = Create(options.Sending, options.Installation);
        Webhooks = Create(options.Webhooks, options.Installation);
        Team = Create(options.Team, options.Installation);
    }

    /// <summary>For the workers of the queues, health and metrics.</summary>
    public NpgsqlDataSource Sending { get; }

    /// <summary>For Missive's webhooks.</summary>
    public NpgsqlDataSource Webhooks { get; }

    /// <summary>For what the team asks over HTTP, and for commands.</summary>
    public NpgsqlDataSource Team { get; }

    public async ValueTask DisposeAsync()
    {
        await Sending.DisposeAsync().ConfigureAwait(false);
        await Webhooks.DisposeAsync().ConfigureAwait(false);
        await Team.DisposeAsync().ConfigureAwait(false);
    }

    // The database compares the name with settings.installation: see outlier.copy_of().
    private static NpgsqlDataSource Create(string connectionString, string installation)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        if (installation.Length > 0)
        {
            builder.UsePhysicalConnectionInitializer(
                connection =>
                {
                    using var command = Tell(connection, installation);
                    command.ExecuteNonQuery();
                },
                async connection =>
                {
                    await using var command = Tell(connection, installation);
                    await command.ExecuteNonQueryAsync();
                });
        }

        return builder.Build();
    }

    private static NpgsqlCommand Tell(NpgsqlConnection connection, string installation)
    {
        var command = new NpgsqlCommand("select pg_catalog.set_config('outlier.installation', $1, false)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = installation });
        return command;
    }
}
