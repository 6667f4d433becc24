using Npgsql;

namespace Outlier.Tests.Support;

/// <summary>Short forms of SQL commands for tests.</summary>
public static class Sql
{
    /// <summary>Runs statements on a separate connection.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }

    /// <summary>Reads one value on a separate connection.</summary>
    public static async Task<T?> ScalarAsync<T>(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return await connection.ScalarAsync<T>(sql);
    }

    /// <summary>Runs statements.</summary>
    public static async Task<int> ExecuteAsync(this NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Reads one value. Returns the type's default value if there is no row or the value is null.</summary>
    public static async Task<T?> ScalarAsync<T>(this NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <summary>Reads a column.</summary>
    public static async Task<IReadOnlyList<T>> ColumnAsync<T>(this NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var column = new List<T>();
        while (await reader.ReadAsync())
        {
            column.Add(reader.GetFieldValue<T>(0));
        }

        return column;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
