using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Outlier.Executor.Database;

namespace Outlier.Executor.Auth;

/// <summary>
/// A token that the operator creates: a prefix by which people and secret scanners recognize it, and 32 random bytes. A plain hash is
/// enough, because 32 random bytes cannot be found by trial.
/// </summary>
internal static class OperatorToken
{
    public const string Prefix = "outlier_";

    /// <summary>A new token. It is shown once and stored nowhere.</summary>
    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The token's hash, which the database stores.</summary>
    public static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

/// <summary>Checks an operator's token in the database at each request. Nothing is cached, so a revoked token is refused at once.</summary>
internal sealed class OperatorTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, OutlierApi api)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerHeader.Of(Request) is not { } token)
        {
            return AuthenticateResult.NoResult();
        }

        if (!token.StartsWith(OperatorToken.Prefix, StringComparison.Ordinal)
            || await api.FindTokenAsync(OperatorToken.Digest(token), Context.RequestAborted) is not { } found)
        {
            return AuthenticateResult.Fail("No active token has this hash.");
        }

        var identity = new ClaimsIdentity(
            [new Claim(CallerName.Claim, found.Name), new Claim(RoleClaim.Type, found.Role)], Scheme.Name, CallerName.Claim, RoleClaim.Type);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }
}
