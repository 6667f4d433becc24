using Npgsql;
using Outlier.Executor.Database;

namespace Outlier.Executor.Import;

/// <summary>A snapshot of the predecessor's database. Nothing is written to it.</summary>
internal sealed class ImportSource : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private ImportSource(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Opens the database with one snapshot for all reads.</summary>
    /// <exception cref="ImportException">The database is not the predecessor's, or the role may not read it.</exception>
    public static async Task<ImportSource> OpenAsync(string connectionString, IEnumerable<string> tables, CancellationToken token)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            CommandTimeout = 0,
            ClientEncoding = "UTF8",
            ApplicationName = "outlier import",
        }.ConnectionString);
        try
        {
            await connection.OpenAsync(token);
            await SessionSettings.PinAsync(connection, string.Empty, token);
            var source = new ImportSource(connection);
            await source.ExecuteAsync("set statement_timeout = 0; begin transaction isolation level repeatable read, read only", token);
            await source.CheckAsync(tables, token);
            return source;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The qualified name of a table of the source. Queues have a schema of their own.</summary>
    public static string Qualified(string table) => table.StartsWith("q_", StringComparison.Ordinal) ? $"pgmq.{table}" : $"public.{table}";

    /// <summary>The tables of the source that no step copies, and their numbers of rows.</summary>
    public async Task<IReadOnlyList<(string Name, long Rows)>> CountOthersAsync(IEnumerable<string> copied, CancellationToken token)
    {
        var names = await ReadAsync(
            """
            select n.nspname || '.' || c.relname
            from pg_catalog.pg_class as c
            inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p')
              and (n.nspname = 'public' or n.nspname = 'pgmq' and c.relname ~ '^[aq]_')
              and not c.relispartition
              and has_schema_privilege(n.oid, 'usage')
              and has_table_privilege(c.oid, 'select')
              and n.nspname || '.' || c.relname <> all ($1::text[])
              -- Created by extensions.
              and not exists (select from pg_catalog.pg_depend as d where d.objid = c.oid and d.deptype = 'e')
            order by 1
            """,
            reader => reader.GetString(0),
            token,
            (object)copied.Select(Qualified).ToArray());
        var counts = new List<(string, long)>();
        foreach (var name in names)
        {
            counts.Add((name, (await ReadAsync($"select count(*) from {Quoted(name)}", reader => reader.GetInt64(0), token))[0]));
        }

        return counts;
    }

    /// <summary>The columns of a table of the schema public. Empty if there is no such table.</summary>
    public Task<List<SourceColumn>> ColumnsAsync(string table, CancellationToken token) => ReadAsync(
        """
        select
          a.attname::text,
          case when t.typnamespace = 'pg_catalog'::regnamespace then format_type(a.atttypid, a.atttypmod) else 'text' end,
          case
            when pg_get_expr(d.adbin, d.adrelid) ~ '^(now\(\)|CURRENT_DATE|CURRENT_TIMESTAMP|true|false|[0-9.]+|''[^'']*''::[a-z ]+)$'
              then pg_get_expr(d.adbin, d.adrelid)
          end
        from pg_catalog.pg_attribute as a
        inner join pg_catalog.pg_class as c on c.oid = a.attrelid and c.relkind = 'r'
        inner join pg_catalog.pg_type as t on t.oid = a.atttypid
        left join pg_catalog.pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped
          and has_schema_privilege(c.relnamespace, 'usage') and has_table_privilege(c.oid, 'select')
        order by a.attnum
        """,
        reader => new SourceColumn(reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2)),
        token,
        Quoted(Qualified(table)));

    /// <summary>Counts the rows of a table.</summary>
    public async Task<long> CountAsync(string table, CancellationToken token) =>
        (await ReadAsync($"select count(*) from {Quoted(Qualified(table))}", reader => reader.GetInt64(0), token))[0];

    /// <summary>Streams a table into the target's staging table. Columns that the source lacks are null.</summary>
    /// <returns>False if the source has no such table.</returns>
    public async Task<bool> CopyAsync(
        string table, NpgsqlConnection target, string staging, IReadOnlyList<(string Name, string Type)> columns, CancellationToken token)
    {
        var known = await ReadAsync(
            """
            select a.attname::text
            from pg_catalog.pg_attribute as a
            where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped
            """,
            reader => reader.GetString(0),
            token,
            Quoted(Qualified(table)));
        if (known.Count == 0)
        {
            return false;
        }

        var selected = columns.Select(column => known.Contains(column.Name)
            ? $"\"{column.Name}\"::{column.Type}"
            : $"null::{column.Type}");
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        try
        {
            var input = await _connection.BeginRawBinaryCopyAsync(
                $"copy (select {string.Join(", ", selected)} from {Quoted(Qualified(table))}) to stdout (format binary)", token);
            await using (input)
            {
                var output = await target.BeginRawBinaryCopyAsync($"copy pg_temp.{staging} ({names}) from stdin (format binary)", token);
                await using (output)
                {
                    await input.CopyToAsync(output, 1 << 16, token);
                }
            }
        }
        catch (PostgresException) when (token.IsCancellationRequested)
        {
            // The server's error for a COPY that ends early.
            throw new OperationCanceledException(token);
        }

        return true;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static string Quoted(string name) => string.Join('.', name.Split('.', 2).Select(part => $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    private async Task CheckAsync(IEnumerable<string> tables, CancellationToken token)
    {
        var missing = await ReadAsync(
            "select t.name from unnest($1::text[]) as t (name) where to_regclass(t.name) is null",
            reader => reader.GetString(0),
            token,
            (object)(string[])["public.authors", "public.broadcasts", "public.twilio_messages"]);
        if (missing.Count > 0)
        {
            throw new ImportException(
                $"The source has no table {string.Join(", ", missing)}, so it is not the predecessor's database. Check --from.");
        }

        var refused = await ReadAsync(
            """
            select n.nspname || '.' || c.relname
            from pg_catalog.pg_class as c
            inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            where n.nspname || '.' || c.relname = any ($1::text[])
              and not (has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select'))
            order by 1
            """,
            reader => reader.GetString(0),
            token,
            (object)tables.Select(Qualified).ToArray());
        if (refused.Count > 0)
        {
            throw new ImportException(
                $"The role of --from may not read {string.Join(", ", refused)}. Grant it usage on the schemas public and pgmq, and select on "
                + "all tables in them.");
        }

        var guarded = await ReadAsync(
            """
            select n.nspname || '.' || c.relname
            from pg_catalog.pg_class as c
            inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            where n.nspname || '.' || c.relname = any ($1::text[]) and row_security_active(c.oid)
            order by 1
            """,
            reader => reader.GetString(0),
            token,
            (object)tables.Select(Qualified).ToArray());
        if (guarded.Count > 0)
        {
            throw new ImportException(
                $"Row security hides rows of {string.Join(", ", guarded)} from the role of --from. Use a role with bypassrls.");
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync(token);
    }

    private async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken token, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(token);
        var rows = new List<T>();
        while (await reader.ReadAsync(token))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}

/// <summary>A column of a table of the source.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Type">Type of the column in SQL. Text if the type exists only in the source.</param>
/// <param name="Default">Default of the column, if it is a constant or the current time.</param>
internal sealed record SourceColumn(string Name, string Type, string? Default);
