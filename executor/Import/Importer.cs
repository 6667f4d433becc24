using Npgsql;
using Outlier.Executor.Database;

namespace Outlier.Executor.Import;

/// <summary>
/// Copies the predecessor's database step by step. The database decides how each row is imported: see outlier.import_steps(). This
/// program only transfers the data.
/// </summary>
/// <param name="target">Connection string of Outlier's database. The login must be a member of outlier_owner.</param>
/// <param name="source">Connection string of the predecessor's database.</param>
/// <param name="dryRun">Whether everything runs in one transaction that is rolled back.</param>
internal sealed class Importer(string target, string source, bool dryRun)
{
    // Timeouts of the database or the login must not end a long copy, and sorts of millions of rows need memory.
    private const string Session =
        """
        set role outlier_owner;
        set statement_timeout = 0;
        set work_mem = '256MB';
        set temp_buffers = '256MB';
        set jit = off;
        """;

    /// <summary>Runs all steps.</summary>
    /// <param name="report">Receives the report as CSV.</param>
    /// <param name="done">Called after each step, with the step and the tables that it imported.</param>
    /// <param name="token">Cancels the import. Finished steps stay, and the next run continues.</param>
    /// <returns>Number of lines of the report.</returns>
    public async Task<long> RunAsync(TextWriter report, Action<ImportStep, int, IReadOnlyList<ImportedTable>> done, CancellationToken token)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(target) { Pooling = false, CommandTimeout = 0, ClientEncoding = "UTF8" }.ConnectionString);
        await using (connection)
        {
            await connection.OpenAsync(token);
            await SessionSettings.PinAsync(connection, string.Empty, token);
            await ExecuteAsync(connection, Session, token);
            var now = (await ReadAsync(connection, "select now()", reader => reader.GetFieldValue<DateTimeOffset>(0), token))[0];
            var steps = await ReadAsync(
                connection,
                "select s.name, s.source_tables, s.function_name from outlier.import_steps() as s order by s.step",
                reader => new ImportStep(reader.GetString(0), reader.GetFieldValue<string[]>(1), reader.GetString(2)),
                token);
            var tables = steps.SelectMany(step => step.SourceTables).ToList();
            await using var from = await OpenSourceAsync(tables, token);
            if (dryRun)
            {
                await ExecuteAsync(connection, "begin", token);
            }

            await ExecuteAsync(connection, "select outlier.begin_import()", token);
            await CountOthersAsync(from, connection, tables, token);
            foreach (var step in steps)
            {
                await RunAsync(step, from, connection, now, token);
                done(step, steps.Count, await ReadTablesAsync(connection, step, token));
            }

            await CopyLookupTablesAsync(from, connection, steps.Count, now, done, token);
            var lines = await WriteReportAsync(connection, report, token);
            if (dryRun)
            {
                await ExecuteAsync(connection, "rollback", token);
            }

            return lines;
        }
    }

    private static async Task CountOthersAsync(ImportSource from, NpgsqlConnection connection, List<string> tables, CancellationToken token)
    {
        var others = await from.CountOthersAsync(tables.Concat(LookupTables.Names), token);
        await ExecuteAsync(
            connection,
            "insert into pg_temp.import_source_tables (name, amount) select t.name, t.amount from unnest($1::text[], $2::bigint[]) as t (name, amount)",
            token,
            others.Select(other => other.Name).ToArray(),
            others.Select(other => other.Rows).ToArray());
    }

    private async Task CopyLookupTablesAsync(
        ImportSource from,
        NpgsqlConnection connection,
        int steps,
        DateTimeOffset now,
        Action<ImportStep, int, IReadOnlyList<ImportedTable>> done,
        CancellationToken token)
    {
        foreach (var name in LookupTables.Names)
        {
            // outlier_owner does not own the schema public.
            await ExecuteAsync(connection, dryRun ? "reset role" : "begin; reset role", token);
            if (await LookupTables.CopyAsync(name, from, connection, token) is var (table, problem))
            {
                await ExecuteAsync(connection, "set role outlier_owner", token);
                if (problem is not null)
                {
                    await ExecuteAsync(
                        connection,
                        "insert into outlier.import_report (source_table, kind, why, amount) values ($1, 'not_taken', $2, $3)",
                        token,
                        table.Name,
                        problem,
                        table.LeftOut);
                }

                await ExecuteAsync(
                    connection, "select outlier.record_import($1, $2, $3, $4, $5)", token, table.Name, table.Read, table.Here, table.LeftOut, now);
                done(new ImportStep(name, [name], string.Empty), steps, [table]);
            }

            await ExecuteAsync(connection, dryRun ? "set role outlier_owner" : "set role outlier_owner; commit", token);
        }
    }

    private static async Task<long> WriteReportAsync(NpgsqlConnection connection, TextWriter report, CancellationToken token)
    {
        using (var csv = await connection.BeginTextExportAsync(
            """
            copy (
              select r.source_table, r.source_key, r.phone_number, r.kind, r.amount, r.why
              from outlier.import_report as r
              order by r.source_table, r.id
            ) to stdout (format csv, header)
            """,
            token))
        {
            while (await csv.ReadLineAsync(token) is { } line)
            {
                await report.WriteLineAsync(line.AsMemory(), token);
            }
        }

        return (await ReadAsync(connection, "select count(*) from outlier.import_report", reader => reader.GetInt64(0), token))[0];
    }

    private static async Task CopyAsync(string table, ImportSource from, NpgsqlConnection connection, CancellationToken token)
    {
        var staging = $"import_{table}";
        var columns = await ReadAsync(
            connection,
            """
            select a.attname::text, format_type(a.atttypid, a.atttypmod)
            from pg_catalog.pg_attribute as a
            where a.attrelid = to_regclass('pg_temp.' || $1) and a.attnum > 0 and not a.attisdropped
            order by a.attnum
            """,
            reader => (reader.GetString(0), reader.GetString(1)),
            token,
            staging);
        if (columns.Count > 0)
        {
            await from.CopyAsync(table, connection, staging, columns, token);
        }
    }

    private static Task<List<ImportedTable>> ReadTablesAsync(NpgsqlConnection connection, ImportStep step, CancellationToken token) => ReadAsync(
        connection,
        """
        select t.source_table, t.rows_read, t.rows_here, t.rows_left_out
        from outlier.import_tables as t
        where t.source_table = any ($1::text[]) or $2 = 'hold_imported_messages' and t.source_table like 'pgmq.%'
        order by t.source_table
        """,
        reader => new ImportedTable(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3)),
        token,
        step.SourceTables,
        step.Function);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync(token);
    }

    private static async Task<List<T>> ReadAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken token, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        await using var reader = await command.ExecuteReaderAsync(token);
        var rows = new List<T>();
        while (await reader.ReadAsync(token))
        {
            rows.Add(read(reader));
        }

        return rows;
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

    private async Task RunAsync(ImportStep step, ImportSource from, NpgsqlConnection connection, DateTimeOffset now, CancellationToken token)
    {
        if (!dryRun)
        {
            await ExecuteAsync(connection, "begin", token);
        }

        foreach (var table in step.SourceTables)
        {
            await CopyAsync(table, from, connection, token);
        }

        await ExecuteAsync(connection, $"select outlier.{step.Function}($1)", token, now);
        if (!dryRun)
        {
            await ExecuteAsync(connection, "commit", token);
        }
    }

    private async Task<ImportSource> OpenSourceAsync(List<string> tables, CancellationToken token)
    {
        try
        {
            return await ImportSource.OpenAsync(source, tables, token);
        }
        catch (NpgsqlException exception)
        {
            throw new ImportException($"The source cannot be read: {exception.Message} Check --from.", exception);
        }
        catch (ArgumentException exception)
        {
            throw new ImportException(
                $"--from is not an Npgsql connection string: {exception.Message} Use one such as Host=localhost;Database=old;Username=reader.", exception);
        }
    }
}

/// <summary>A step of an import: one transaction.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="SourceTables">Tables that it copies.</param>
/// <param name="Function">Function of schema outlier that imports the copied rows.</param>
internal sealed record ImportStep(string Name, string[] SourceTables, string Function);

/// <summary>The result of an import for one table of the source.</summary>
/// <param name="Name">Name of the table in the source.</param>
/// <param name="Read">Rows that the source has.</param>
/// <param name="Here">Rows that were imported, of those read.</param>
/// <param name="LeftOut">Rows that were left out, of those read. The report has the reasons.</param>
internal sealed record ImportedTable(string Name, long Read, long Here, long LeftOut);

/// <summary>The import cannot continue. The message says what to do.</summary>
internal sealed class ImportException(string message, Exception? inner = null) : Exception(message, inner);
