using System.Security.Claims;

namespace Outlier.Executor.Auth;

/// <summary>Who calls, for counting requests: an operator's token by its name, a JWT by its subject.</summary>
internal static class CallerName
{
    public const string Claim = "sub";

    /// <summary>The caller's name, apart for each kind of token; null for a stranger.</summary>
    public static string? Of(ClaimsPrincipal caller) =>
        caller.Identity is { IsAuthenticated: true } identity ? $"{identity.AuthenticationType}:{caller.FindFirst(Claim)?.Value}" : null;
}
