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
        await using var command = pools.Team.CreateCommand(CreateToken);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = role });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = digest });
        await command.ExecuteNonQueryAsync(token);
    }

    /// <summary>The live token with this SHA-256; null where there is none.</summary>
    public async Task<ApiToken?> FindTokenAsync(byte[] digest, CancellationToken token)
    {
        await using var command = pools.Team.CreateCommand(FindToken);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = digest });
        return await command.ExecuteScalarAsync(token) is string json
            ? JsonSerializer.Deserialize(json, AuthJson.Default.ApiToken)
            : null;
    }

    /// <summary>Every token, oldest first.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListTokensAsync(CancellationToken token)
    {
        await using var command = pools.Team.CreateCommand(ListTokens);
        var json = (string)(await command.ExecuteScalarAsync(token))!;
        return JsonSerializer.Deserialize(json, AuthJson.Default.IReadOnlyListApiToken)!;
    }

    /// <summary>Ends the live token of this name.</summary>
    public async Task RevokeTokenAsync(string name, CancellationToken token)
    {
        await using var command = pools.Team.CreateCommand(RevokeToken);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        await command.ExecuteNonQueryAsync(token);
    }
}
