using System.Net.Sockets;
using Npgsql;
using Outlier.Migrator;

namespace Outlier.Executor.Database;

/// <summary>Holds the database against the scripts of this program, before anything is sent.</summary>
internal sealed class SchemaCheck(OutlierApi api)
{
    /// <exception cref="SchemaException">The database cannot be reached, is not migrated, or is newer than the program.</exception>
    public async Task RunAsync(CancellationToken token)
    {
        var catalog = ScriptCatalog.Load();
        var newest = catalog.Migrations[^1].Name;
        var version = await ReadAsync(token).ConfigureAwait(false);
        if (string.CompareOrdinal(version.Migration, newest) > 0)
        {
            throw new SchemaException($"The database is newer than this program: it has {version.Migration}. Use a newer outlier.");
        }

        if (!string.Equals(version.Digest, catalog.Digest, StringComparison.Ordinal))
        {
            throw new SchemaException("The database is not what this program was made for. Run: outlier migrate");
        }
    }

    private async Task<DatabaseVersion> ReadAsync(CancellationToken token)
    {
        try
        {
            return await api.SchemaVersionAsync(token).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState is
            PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedTable)
        {
            throw new SchemaException("The database is not migrated. Run: outlier migrate", exception);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new SchemaException(
                $"{exception.MessageText}. Connect as outlier_executor, or as a role that was granted it; or the database is not migrated: outlier migrate",
                exception);
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or TimeoutException)
        {
            throw new SchemaException($"The database cannot be reached: {exception.Message} Check ConnectionStrings__Outlier.", exception);
        }
    }
}
