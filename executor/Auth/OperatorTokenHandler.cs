using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Outlier.Executor.Database;

namespace Outlier.Executor.Auth;

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
