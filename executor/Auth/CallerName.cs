using System.Security.Claims;

namespace Outlier.Executor.Auth;

/// <summary>Who calls: an operator's token by its name, a JWT by its subject.</summary>
internal static class CallerName
{
    public const string Claim = "sub";

    /// <summary>For the record of changes, as <c>outlier.current_actor()</c> describes it; null for a stranger.</summary>
    public static string? Actor(ClaimsPrincipal? caller) =>
        caller?.Identity is { IsAuthenticated: true } identity
            ? $"{(identity.AuthenticationType == AuthSchemes.Operator ? "token" : "jwt")} {caller.FindFirst(Claim)?.Value}"
            : null;

    /// <summary>For counting requests: the caller's name, apart for each kind of token; null for a stranger.</summary>
    public static string? Of(ClaimsPrincipal caller) =>
        caller.Identity is { IsAuthenticated: true } identity ? $"{identity.AuthenticationType}:{caller.FindFirst(Claim)?.Value}" : null;
}
