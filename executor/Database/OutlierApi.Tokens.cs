using System.Text.Json;
using Npgsql;
using Outlier.Executor.Auth;

namespace Outlier.Executor.Database;

/// <summary>Tokens of the HTTP API.</summary>
internal sealed partial class OutlierApi
{
    private const string CreateToken =
        "select api.create_token(p_name => $1, p_role => $2, p_digest => $3)";

    private const string FindToken =
        "select api.find_token(p_digest => $1)";

    private const string ListTokens =
        "select api.list_tokens()";

    private const string RevokeToken =
        "select api.revoke_token(p_name => $1)";

    /// <summary>Makes a token known by its SHA-256.</summary>
    public async Task CreateTokenAsync(string name, string role, byte[] digest, CancellationToken token)
    {
        var command = pools.Team.CreateCommand(CreateToken);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = role });
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = digest });
            await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
        }
    }

    /// <summary>The live token with this SHA-256; null where there is none.</summary>
    public async Task<ApiToken?> FindTokenAsync(byte[] digest, CancellationToken token)
    {
        var command = pools.Team.CreateCommand(FindToken);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = digest });
            return await command.ExecuteScalarAsync(token).ConfigureAwait(false) is string json
                ? JsonSerializer.Deserialize(json, AuthJson.Default.ApiToken)
                : null;
        }
    }

    /// <summary>Every token, oldest first.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListTokensAsync(CancellationToken token)
    {
        var command = pools.Team.CreateCommand(ListTokens);
        await using (command.ConfigureAwait(false))
        {
            var json = (string)(await command.ExecuteScalarAsync(token).ConfigureAwait(false))!;
            return JsonSerializer.Deserialize(json, AuthJson.Default.IReadOnlyListApiToken)!;
        }
    }

    /// <summary>Ends the live token of this name.</summary>
    public async Task RevokeTokenAsync(string name, CancellationToken token)
    {
        var command = pools.Team.CreateCommand(RevokeToken);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
        }
    }
}
