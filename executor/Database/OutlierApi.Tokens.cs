using Npgsql;
using Outlier.Executor.Auth;

namespace Outlier.Executor.Database;

/// <content>Tokens of the HTTP API.</content>
internal sealed partial class OutlierApi
{
    private const string CreateToken =
        "select api.create_token(p_name => $1, p_role => $2, p_digest => $3)";

    private const string ListTokens =
        "select name, role, created_at, revoked_at from api.list_tokens()";

    private const string RevokeToken =
        "select api.revoke_token(p_name => $1)";

    private const string FindToken =
        "select name, role from api.find_token(p_digest => $1)";

    /// <summary>Keeps the hash of a new token.</summary>
    public async Task CreateTokenAsync(string name, string role, byte[] digest, CancellationToken token)
    {
        var command = database.CreateCommand(CreateToken);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = role });
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = digest });
            await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
        }
    }

    /// <summary>All tokens, revoked ones last.</summary>
    public async Task<IReadOnlyList<ListedToken>> ListTokensAsync(CancellationToken token)
    {
        var command = database.CreateCommand(ListTokens);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var tokens = new List<ListedToken>();
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    tokens.Add(new ListedToken(
                        reader.GetString(0), reader.GetString(1), reader.GetDateTime(2), reader.IsDBNull(3) ? null : reader.GetDateTime(3)));
                }

                return tokens;
            }
        }
    }

    /// <summary>Ends a token.</summary>
    public async Task RevokeTokenAsync(string name, CancellationToken token)
    {
        var command = database.CreateCommand(RevokeToken);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
        }
    }

    /// <summary>Whose token has this hash; null where it is nobody's, or was revoked.</summary>
    public async Task<FoundToken?> FindTokenAsync(byte[] digest, CancellationToken token)
    {
        var command = database.CreateCommand(FindToken);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = digest });
            var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return await reader.ReadAsync(token).ConfigureAwait(false) ? new FoundToken(reader.GetString(0), reader.GetString(1)) : null;
            }
        }
    }
}
