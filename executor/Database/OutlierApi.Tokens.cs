using System.Text.Json;
using Npgsql;
using Outlier.Executor.Auth;

namespace Outlier.Executor.Database;

/// <summary>Calls for tokens of the HTTP API.</summary>
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

    /// <summary>Stores a token's SHA-256.</summary>
    public Task CreateTokenAsync(string name, string role, byte[] digest, CancellationToken token) =>
        RunAsync(pools.Team, CreateToken, token, Text(name), Text(role), new NpgsqlParameter<byte[]> { TypedValue = digest });

    /// <summary>Finds the valid token with this SHA-256. Null if there is none.</summary>
    public async Task<ApiToken?> FindTokenAsync(byte[] digest, CancellationToken token) =>
        await RunAsync(pools.Team, FindToken, token, new NpgsqlParameter<byte[]> { TypedValue = digest }) is string json
            ? JsonSerializer.Deserialize(json, AuthJson.Default.ApiToken)
            : null;

    /// <summary>Lists all tokens, oldest first.</summary>
    public Task<IReadOnlyList<ApiToken>> ListTokensAsync(CancellationToken token) =>
        ReadAsync(pools.Team, ListTokens, AuthJson.Default.IReadOnlyListApiToken, token);

    /// <summary>Revokes the valid token with this name.</summary>
    public Task RevokeTokenAsync(string name, CancellationToken token) => RunAsync(pools.Team, RevokeToken, token, Text(name));
}
