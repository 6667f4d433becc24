using Npgsql;
using NpgsqlTypes;
using Outlier.Executor.Campaigns;

namespace Outlier.Executor.Database;

/// <content>Campaigns. Requests and answers are JSON that passes through here as it is.</content>
internal sealed partial class OutlierApi
{
    private const string ListCampaignSegments =
        "select api.list_campaign_segments()::text";

    private const string CountRecipients =
        "select api.count_recipients(p_request => $1)::text";

    private const string PreviewCampaign =
        "select api.preview_campaign(p_request => $1)::text";

    private const string ListCampaigns =
        "select api.list_campaigns(p_page => $1, p_page_size => $2)::text";

    private const string CreateCampaign =
        "select api.create_campaign(p_request => $1, p_lines => $2, p_raw => $3, p_phone_numbers => $4, p_messages => $5)::text";

    private const string ChangeCampaign =
        "select api.change_campaign(p_campaign_id => $6, p_request => $1, p_lines => $2, p_raw => $3, p_phone_numbers => $4, p_messages => $5)::text";

    private const string DeleteCampaign =
        "select api.delete_campaign(p_campaign_id => $1)::text";

    private const string CampaignRecipients =
        """
        select line, raw, phone_number, outcome, reason, duplicate_of, message, sent_at, delivery_status, delivery_error_code, follow_up, follow_up_sent_at
        from api.campaign_recipients(p_campaign_id => $1)
        """;

    /// <summary>The labels that segments can be made of.</summary>
    public Task<string> ListCampaignSegmentsAsync(CancellationToken token) => JsonAsync(ListCampaignSegments, [], token);

    /// <summary>How many people segments reach.</summary>
    public Task<string> CountRecipientsAsync(string request, CancellationToken token) => JsonAsync(CountRecipients, [Json(request)], token);

    /// <summary>What a campaign would be.</summary>
    public Task<string> PreviewCampaignAsync(string request, CancellationToken token) => JsonAsync(PreviewCampaign, [Json(request)], token);

    /// <summary>The campaigns that have not run, and a page of those that have.</summary>
    public Task<string> ListCampaignsAsync(string? page, string? pageSize, CancellationToken token) =>
        JsonAsync(ListCampaigns, [Text(page), Text(pageSize)], token);

    /// <summary>Makes a campaign, of a file's recipients where there is one.</summary>
    public Task<string> CreateCampaignAsync(string request, RecipientList? file, CancellationToken token) =>
        JsonAsync(CreateCampaign, [Json(request), .. Columns(file)], token);

    /// <summary>Changes a campaign that has not run.</summary>
    public Task<string> ChangeCampaignAsync(long id, string request, RecipientList? file, CancellationToken token) =>
        JsonAsync(ChangeCampaign, [Json(request), .. Columns(file), new NpgsqlParameter<long> { TypedValue = id }], token);

    /// <summary>Deletes a campaign that has not run.</summary>
    public Task<string> DeleteCampaignAsync(long id, CancellationToken token) =>
        JsonAsync(DeleteCampaign, [new NpgsqlParameter<long> { TypedValue = id }], token);

    /// <summary>Reads who got a campaign, or why not, row by row.</summary>
    /// <param name="id">The campaign.</param>
    /// <param name="read">Gets the reader when the rows have begun to come.</param>
    /// <param name="token">Breaks off.</param>
    public async Task ReadCampaignRecipientsAsync(long id, Func<NpgsqlDataReader, Task> read, CancellationToken token)
    {
        var command = database.CreateCommand(CampaignRecipients);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
            var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await read(reader).ConfigureAwait(false);
            }
        }
    }

    private static NpgsqlParameter<string> Json(string json) => new() { TypedValue = json, NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter[] Columns(RecipientList? file) =>
    [
        Column(file?.Lines, NpgsqlDbType.Integer),
        Column(file?.Raw, NpgsqlDbType.Text),
        Column(file?.PhoneNumbers, NpgsqlDbType.Text),
        Column(file?.Messages, NpgsqlDbType.Text),
    ];

    private static NpgsqlParameter Column(object? values, NpgsqlDbType type) => new() { Value = values ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | type };

    private async Task<string> JsonAsync(string sql, NpgsqlParameter[] parameters, CancellationToken token)
    {
        var command = database.CreateCommand(sql);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.AddRange(parameters);
            return (string)(await command.ExecuteScalarAsync(token).ConfigureAwait(false))!;
        }
    }
}
