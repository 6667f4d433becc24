using Npgsql;

namespace Outlier.Quickstart;

/// <summary>Runs the sample's SQL: the files in the folder Sql.</summary>
internal sealed class SampleDatabase(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    public Task LoadAudienceAsync(CancellationToken token) => RunAsync("sample.sql", token);

    /// <summary>Runs one of the files as one transaction.</summary>
    public async Task RunAsync(string file, CancellationToken token)
    {
        await using var connection = await _source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await using var command = Command(file, connection);
        await command.ExecuteNonQueryAsync(token);
        await transaction.CommitAsync(token);
    }

    /// <summary>Makes the upcoming broadcast due.</summary>
    /// <returns>Its id.</returns>
    public async Task<long> MakeDueAsync(CancellationToken token)
    {
        await using var connection = await _source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await using var command = Command("broadcast.sql", connection);
        var id = (long)(await command.ExecuteScalarAsync(token))!;
        await transaction.CommitAsync(token);
        return id;
    }

    public async Task<Progress> ProgressAsync(long broadcastId, CancellationToken token)
    {
        await using var connection = await _source.OpenConnectionAsync(token);
        await using var command = Command("progress.sql", connection);
        command.Parameters.AddWithValue(broadcastId);
        await using var row = await command.ExecuteReaderAsync(token);
        await row.ReadAsync(token);
        int Number(string name) => row.GetInt32(row.GetOrdinal(name));
        return new Progress
        {
            State = row.GetString(row.GetOrdinal("state")),
            Made = row.GetBoolean(row.GetOrdinal("made")),
            SecondsToMinute = Number("next_minute_in"),
            People = Number("people"),
            LeftOut = Number("left_out"),
            FirstWaiting = Number("first_waiting"),
            FirstSent = Number("first_sent"),
            SecondWaiting = Number("second_waiting"),
            SecondSent = Number("second_sent"),
            Delivered = Number("delivered"),
            Failed = Number("failed"),
            Replies = Number("replies"),
            OptOuts = Number("opt_outs"),
            CalledOff = Number("called_off"),
        };
    }

    /// <summary>The person whose first message was delivered last, among those who have not answered.</summary>
    public async Task<string?> LatestReaderAsync(long broadcastId, CancellationToken token)
    {
        await using var command = _source.CreateCommand(
            """
            select s.recipient_phone_number
            from outlier.message_statuses as s
            where s.broadcast_id = $1
              and not s.is_second
              and s.twilio_sent_status = 'delivered'
              and not exists (
                select
                from outlier.twilio_messages as t
                where t.from_phone_number = s.recipient_phone_number
                  and t.created_at >= s.created_at
              )
            order by s.id desc
            limit 1
            """);
        command.Parameters.AddWithValue(broadcastId);
        return (string?)await command.ExecuteScalarAsync(token);
    }

    /// <summary>The result of a query, as text.</summary>
    public async Task<TextRows> ReadAsync(string query, long? broadcastId, CancellationToken token)
    {
#pragma warning disable CA2100 // The queries are constants in Summary.
        await using var command = _source.CreateCommand(query);
#pragma warning restore CA2100
        if (broadcastId is { } id)
        {
            command.Parameters.AddWithValue(id);
        }

        command.AllResultTypesAreUnknown = true;
        await using var reader = await command.ExecuteReaderAsync(token);
        var rows = new List<string[]>();
        while (await reader.ReadAsync(token))
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "" : reader.GetString(column))]);
        }

        return new TextRows([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], rows);
    }

    /// <summary>Copies a file into a table, as psql's <c>\copy</c> does.</summary>
    /// <returns>The notices of the database.</returns>
    public async Task<IReadOnlyList<string>> CopyAsync(string command, string file, CancellationToken token)
    {
        var notices = new List<string>();
        await using var connection = await _source.OpenConnectionAsync(token);
        connection.Notice += (_, notice) => notices.Add(notice.Notice.MessageText);
        await using (var copy = await connection.BeginTextImportAsync(command, token))
        {
            await copy.WriteAsync(Text(file).AsMemory(), token);
        }

        return notices;
    }

    private static NpgsqlCommand Command(string file, NpgsqlConnection connection)
    {
#pragma warning disable CA2100 // The text is a file of this program.
        return new NpgsqlCommand(Text(file), connection);
#pragma warning restore CA2100
    }

    private static string Text(string file)
    {
        using var reader = new StreamReader(typeof(SampleDatabase).Assembly.GetManifestResourceStream(file)!);
        return reader.ReadToEnd();
    }
}
