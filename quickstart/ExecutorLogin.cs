using Npgsql;

namespace Outlier.Quickstart;

/// <summary>Sets a password for the role outlier_executor. The migration creates the role without one.</summary>
internal static class ExecutorLogin
{
    public static async Task AllowAsync(Surroundings surroundings, CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(surroundings.Database);
        await connection.OpenAsync(token);
        // ALTER ROLE takes no parameters, so the server quotes the password.
        await using var quote = new NpgsqlCommand("select format('alter role outlier_executor password %L', $1)", connection);
        quote.Parameters.AddWithValue(surroundings.ExecutorPassword);
        var statement = (string)(await quote.ExecuteScalarAsync(token))!;
#pragma warning disable CA2100 // The server quoted the password, just above.
        await using var alter = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
        await alter.ExecuteNonQueryAsync(token);
    }
}
