using System.Security.Claims;

namespace Outlier.Executor.Auth;

/// <summary>The caller's name: the name of an operator's token, or the subject of a JWT.</summary>
internal static class CallerName
{
    public const string Claim = "sub";

    /// <summary>The name for the audit log, as <c>outlier.current_actor()</c> describes it. Null for a caller without a token.</summary>
    public static string? Actor(ClaimsPrincipal? caller) =>
        caller?.Identity is { IsAuthenticated: true } identity
            ? $"{(identity.AuthenticationType == AuthSchemes.Operator ? "token" : "jwt")} {caller.FindFirst(Claim)?.Value}"
            : null;

    /// <summary>The key for rate limits: the kind of token and the caller's name. Null for a caller without a token.</summary>
    public static string? Of(ClaimsPrincipal caller) =>
        caller.Identity is { IsAuthenticated: true } identity ? $"{identity.AuthenticationType}:{caller.FindFirst(Claim)?.Value}" : null;
}
