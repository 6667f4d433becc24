using System.Net.Sockets;
using Npgsql;
using Outlier.Executor.Configuration;
using Outlier.Executor.Database;

namespace Outlier.Executor.Commands;

/// <summary>The common part of commands that only need the database: the connection, and one line for each error.</summary>
internal static class DatabaseCommand
{
    /// <param name="verb">Name of the command.</param>
    /// <param name="action">The command's action. It returns the exit code.</param>
    public static async Task<int> RunAsync(string verb, Func<OutlierApi, Task<int>> action)
    {
        var options = new DatabaseOptions
        {
            ConnectionString = ProgramConfiguration.Read().GetConnectionString("Outlier") ?? string.Empty,
        };
        if (options.ConnectionString.Length == 0 || !options.IsReadable)
        {
            return Fail(verb, "ConnectionStrings__Outlier is not set, or is not an Npgsql connection string, such as Host=localhost;Database=outlier;Username=outlier_executor;Password=….");
        }

        try
        {
            await using var pools = new DatabasePools(options);
            return await action(new OutlierApi(pools));
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName)
        {
            return Fail(verb, "The database is not migrated. Run: outlier migrate");
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            return Fail(
                verb,
                $"The database rejected the command: {exception.MessageText}. The executor's login may not do that. "
                + "Set ConnectionStrings__Outlier to the login that outlier migrate uses.");
        }
        catch (PostgresException exception)
        {
            return Fail(verb, exception.Hint is { Length: > 0 } hint ? $"{exception.MessageText}. {hint}" : exception.MessageText);
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or TimeoutException)
        {
            return Fail(verb, $"The database cannot be reached: {exception.Message} Check ConnectionStrings__Outlier.");
        }
    }

    private static int Fail(string verb, string message)
    {
        Console.Error.WriteLine($"outlier {verb}: {message}");
        return 1;
    }
}
