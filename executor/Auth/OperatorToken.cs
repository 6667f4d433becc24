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
/// A token that the operator makes: a prefix by which people and secret scanners know it, and 32 random bytes. A plain hash is
/// enough for those: nobody can try them all.
/// </summary>
internal static class OperatorToken
{
    public const string Prefix = "outlier_";

    /// <summary>A new token. It is shown once and kept nowhere.</summary>
    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What the database knows the token by.</summary>
    public static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

/// <summary>Asks the database for each request: nothing is remembered, so that a revoked token is refused at once.</summary>
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
            return AuthenticateResult.Fail("No live token is known by this hash.");
        }

        var identity = new ClaimsIdentity(
            [new Claim(CallerName.Claim, found.Name), new Claim(RoleClaim.Type, found.Role)], Scheme.Name, CallerName.Claim, RoleClaim.Type);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }
}
