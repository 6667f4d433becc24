using System.Globalization;
using System.Net;
using Npgsql;
using NpgsqlTypes;
using Outlier.Executor.Auth;
using Outlier.Executor.Campaigns;
using Outlier.Executor.Texts;

namespace Outlier.Executor.Database;

/// <summary>Calls for campaigns. JSON is passed through in both directions.</summary>
internal sealed partial class OutlierApi
{
    private const int LongestActor = 250;

    private const string ChangeCampaign =
        "select api.change_campaign(p_campaign_id => $1, p_request => $2, p_lines => $3, p_raw => $4, p_phone_numbers => $5, p_messages => $6)";

    private const string CountRecipients =
        "select api.count_recipients(p_request => $1)";

    private const string CreateCampaign =
        "select api.create_campaign(p_request => $1, p_lines => $2, p_raw => $3, p_phone_numbers => $4, p_messages => $5)";

    private const string DeleteCampaign =
        "select api.delete_campaign(p_campaign_id => $1)";

    private const string DuplicateCampaign =
        "select api.duplicate_campaign(p_campaign_id => $1, p_request => $2)";

    private const string InspectFile =
        "select api.inspect_file(p_request => $1, p_lines => $2, p_raw => $3, p_phone_numbers => $4, p_messages => $5)";

    private const string ListCampaigns =
        "select api.list_campaigns(p_page => $1, p_page_size => $2, p_search => $3)";

    private const string ListCampaignSegments =
        "select api.list_campaign_segments()";

    // Sets a limit for the next statement of the same transaction only. The session keeps nothing of it.
    private const string LimitTime =
        "select pg_catalog.set_config('statement_timeout', $1, true)";

    // Also for this transaction only. outlier.current_actor() and require_sender() read it.
    private const string TellWhoAsks =
        "select pg_catalog.set_config('outlier.actor', $1, true), pg_catalog.set_config('outlier.address', $2, true), pg_catalog.set_config('outlier.role', $3, true)";

    // Each executor gets this notification when the transaction commits: see StandbyReads.
    private const string TellChange =
        "select pg_catalog.pg_notify('outlier', 'changed')";

    private const string PreviewCampaign =
        "select api.preview_campaign(p_request => $1)";

    public Task<string> ListCampaignSegmentsAsync(CancellationToken token) => ReadAsync(ListCampaignSegments, token);

    public Task<string> CountRecipientsAsync(string request, TimeSpan patience, CancellationToken token) =>
        ReadWithinAsync(patience, CountRecipients, token, Jsonb(request));

    public Task<string> PreviewCampaignAsync(string request, TimeSpan patience, CancellationToken token) =>
        ReadWithinAsync(patience, PreviewCampaign, token, Jsonb(request));

    public Task<string> ListCampaignsAsync(string? page, string? pageSize, string? search, CancellationToken token) =>
        ReadAsync(ListCampaigns, token, Text(page), Text(pageSize), Text(search));

    public Task<string> DuplicateCampaignAsync(long id, string request, CancellationToken token) =>
        AskAsync(DuplicateCampaign, token, Number(id), Jsonb(request));

    public Task<string> CreateCampaignAsync(CampaignUpload upload, CancellationToken token) =>
        AskAsync(CreateCampaign, token, [Jsonb(upload.Request), .. Rows(upload.File)]);

    public Task<string> ChangeCampaignAsync(long id, CampaignUpload upload, CancellationToken token) =>
        AskAsync(ChangeCampaign, token, [Number(id), Jsonb(upload.Request), .. Rows(upload.File)]);

    public Task<string> InspectFileAsync(FileUpload upload, CancellationToken token) =>
        AskAsync(InspectFile, token, [Jsonb(upload.Request), .. Rows(upload.File)]);

    public Task<string> DeleteCampaignAsync(long id, CancellationToken token) => AskAsync(DeleteCampaign, token, Number(id));

    private static NpgsqlParameter[] Rows(RecipientFile? file) =>
    [
        new() { Value = file?.Lines ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
        Texts(file?.Raw),
        Texts(file?.PhoneNumbers),
        Texts(file?.Messages),
    ];

    private static NpgsqlParameter Texts(string[]? values) =>
        new() { Value = values ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    /// <summary>Makes one call and returns its JSON unchanged.</summary>
    private Task<string> AskAsync(string statement, CancellationToken token, params NpgsqlParameter[] parameters) =>
        ChangeAsync(statement, limit: null, token, parameters);

    /// <summary>The same with a time limit on the server. It holds even if the client is gone.</summary>
    private Task<string> AskWithinAsync(TimeSpan patience, string statement, CancellationToken token, params NpgsqlParameter[] parameters) =>
        ChangeAsync(statement, patience, token, parameters);

    /// <summary>Makes one call that changes nothing. The standby answers it if there is one and it is up to date.</summary>
    private Task<string> ReadAsync(string statement, CancellationToken token, params NpgsqlParameter[] parameters) =>
        ReadAsync(database => AskAsync(database, statement, limit: null, isChange: false, token, parameters), token);

    /// <summary>The same with a time limit on the server.</summary>
    private Task<string> ReadWithinAsync(TimeSpan patience, string statement, CancellationToken token, params NpgsqlParameter[] parameters) =>
        ReadAsync(database => AskAsync(database, statement, patience, isChange: false, token, parameters), token);

    private async Task<T> ReadAsync<T>(Func<NpgsqlDataSource, Task<T>> read, CancellationToken token)
    {
        if (standby is not null && await standby.MayReadAsync(token))
        {
            try
            {
                return await read(pools.Reading!);
            }
            // A refusal or a timeout is the answer. Any other error concerns the standby, such as a conflict with replay.
            catch (NpgsqlException exception) when (exception.SqlState is not PostgresErrorCodes.QueryCanceled
                && exception.SqlState?.StartsWith("OT", StringComparison.Ordinal) != true)
            {
                standby.Failed(exception);
            }
        }

        return await read(pools.Team);
    }

    private async Task<string> ChangeAsync(string statement, TimeSpan? limit, CancellationToken token, params NpgsqlParameter[] parameters)
    {
        try
        {
            return await AskAsync(pools.Team, statement, limit, standby is { IsConfigured: true }, token, parameters);
        }
        finally
        {
            standby?.Changed();
        }
    }

    // All statements of a batch are one transaction.
    private async Task<string> AskAsync(
        NpgsqlDataSource database, string statement, TimeSpan? limit, bool isChange, CancellationToken token, params NpgsqlParameter[] parameters)
    {
        var call = new NpgsqlBatchCommand(statement);
        // The parameters are cloned, because a read may be made twice.
        call.Parameters.AddRange(parameters.Select(parameter => parameter.Clone()).ToArray());
        await using var batch = database.CreateBatch();
        foreach (var command in (NpgsqlBatchCommand?[])[WhoAsks(), Limit(limit), isChange ? new NpgsqlBatchCommand(TellChange) : null, call])
        {
            if (command is not null)
            {
                batch.BatchCommands.Add(command);
            }
        }

        await using var reader = await batch.ExecuteReaderAsync(token);
        for (var i = 1; i < batch.BatchCommands.Count; i++)
        {
            await reader.NextResultAsync(token);
        }

        await reader.ReadAsync(token);
        return reader.GetString(0);
    }

    private static NpgsqlBatchCommand? Limit(TimeSpan? patience) => patience is { TotalMilliseconds: var milliseconds }
        ? new NpgsqlBatchCommand(LimitTime) { Parameters = { Text(((long)milliseconds).ToString(CultureInfo.InvariantCulture)) } }
        : null;

    private NpgsqlBatchCommand? WhoAsks() => http?.HttpContext is { } context
        ? new NpgsqlBatchCommand(TellWhoAsks)
        {
            Parameters =
            {
                Text(StorableText.Of(CallerName.Actor(context.User) ?? string.Empty, LongestActor)),
                Text(AddressOf(context.Connection.RemoteIpAddress)),
                Text(RoleClaim.Word(RoleClaim.Of(context.User))),
            },
        }
        : null;

    private static string AddressOf(IPAddress? address) =>
        (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? string.Empty;
}
