using System.Net.Sockets;
using Npgsql;

namespace Outlier.Executor.Database;

/// <summary>Compares the schema's version with the versions that this program works with, before anything is sent.</summary>
internal sealed partial class SchemaCheck(OutlierApi api, SchemaRange range, ILogger<SchemaCheck> logger)
{
    /// <summary>The message for a login whose statement_timeout cancels calls that take milliseconds.</summary>
    public const string TimeoutTooShort =
        "PostgreSQL cancelled a short call: the statement_timeout of this login is too short. Set at least 30 seconds, such as: "
        + "alter role outlier_executor set statement_timeout = '5min'; Remove a shorter setting from alter database and postgresql.conf";

    /// <returns>Whether the database has all functions of this program. If not, the program works without them.</returns>
    /// <exception cref="SchemaException">The database cannot be reached, is not migrated, or does not fit the program.</exception>
    public async Task<bool> RunAsync(CancellationToken token)
    {
        var found = await ReadAsync(token);
        var version = found.Version ?? 0;
        if (version < range.Oldest)
        {
            throw new SchemaException(
                $"The database has version {version}, and this program works with version {range.Oldest} and newer. Run: outlier migrate");
        }

        if (range.Made < (found.ProgramsSince ?? version))
        {
            throw new SchemaException(
                $"The database is newer than this program: it has {found.Migration}, and serves programs made for version "
                + $"{found.ProgramsSince} and newer; this one was made for version {range.Made}. Install a newer version of Outlier.");
        }

        var there = (found.Functions ?? []).Select(name => $"api.{name}");
        if (range.Calls.Except(there, StringComparer.Ordinal).FirstOrDefault() is { } missing)
        {
            throw new SchemaException(
                $"The database has no function {missing}, which this program calls. "
                + (version > range.Made ? "The database is newer than the program. Install a newer version of Outlier." : "Run: outlier migrate"));
        }

        if (version != range.Made)
        {
            Log.OtherVersion(logger, version, range.Made);
        }

        return version >= range.Made;
    }

    private async Task<DatabaseVersion> ReadAsync(CancellationToken token)
    {
        try
        {
            return await api.SchemaVersionAsync(token);
        }
        catch (PostgresException exception) when (exception.SqlState is
            PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedTable)
        {
            throw new SchemaException("The database is not migrated. Run: outlier migrate", exception);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            throw new SchemaException(TimeoutTooShort, exception);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new SchemaException(
                $"{exception.MessageText}. Connect as outlier_executor, or as a role that is a member of it. If the database is not migrated, run: outlier migrate",
                exception);
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or TimeoutException)
        {
            throw new SchemaException($"The database cannot be reached: {exception.Message} Check ConnectionStrings__Outlier.", exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The database has schema version {Version}. This program was made for version {Made} and works with both.")]
        public static partial void OtherVersion(ILogger logger, int version, int made);
    }
}

/// <summary>The program cannot work with this database. The message says what to do.</summary>
internal sealed class SchemaException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The result of <c>api.schema_version</c>.</summary>
/// <param name="Migration">Name of the newest migration.</param>
/// <param name="Version">Its number.</param>
/// <param name="ProgramsSince">The oldest program that the database serves, as the number of that program's newest migration.</param>
/// <param name="Functions">The functions of schema <c>api</c>.</param>
internal sealed record DatabaseVersion(string? Migration, int? Version, int? ProgramsSince, IReadOnlyList<string>? Functions);
