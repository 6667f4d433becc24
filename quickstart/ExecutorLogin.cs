using Npgsql;

namespace Outlier.Quickstart;

/// <summary>Gives outlier_executor, which the migration made without one, a password.</summary>
internal static class ExecutorLogin
{
    public static async Task AllowAsync(Surroundings surroundings, CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(surroundings.Database);
        await connection.OpenAsync(token);
        // The statement takes no parameters, so the server does the quoting.
        await using var quote = new NpgsqlCommand("select format('alter role outlier_executor password %L', $1)", connection);
        quote.Parameters.AddWithValue(surroundings.ExecutorPassword);
        var statement = (string)(await quote.ExecuteScalarAsync(token))!;
#pragma warning disable CA2100 // Quoted by the server, just above.
        await using var alter = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
        await alter.ExecuteNonQueryAsync(token);
    }
}
