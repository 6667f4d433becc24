using System.Security.Claims;

namespace Outlier.Executor.Auth;

/// <summary>Roles in words, and in claims.</summary>
internal static class Roles
{
    public const string Claim = "outlier_role";

    /// <summary>The role that a word means; an unknown word means none.</summary>
    public static Role Parse(string? word) => word switch
    {
        "viewer" => Role.Viewer,
        "editor" => Role.Editor,
        "sender" => Role.Sender,
        _ => Role.None,
    };

    /// <summary>What a caller may do: what the claim says, or without one the default.</summary>
    public static Role Of(ClaimsPrincipal user, Role withoutClaim)
    {
        var claims = user.FindAll(Claim).ToList();
        return claims.Count == 0 ? withoutClaim : claims.Max(claim => Parse(claim.Value));
    }
}
