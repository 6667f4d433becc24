using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Outlier.Executor.Auth;

/// <summary>What a caller may do; each role may do what the one before it may.</summary>
internal enum Role
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Changes too.</summary>
    Editor,

    /// <summary>Sends too.</summary>
    Sender,
}

/// <summary>The claim that says a caller's role.</summary>
internal static class RoleClaim
{
    public const string Type = "outlier_role";

    /// <summary>The role of this word; a word that is no role gives none.</summary>
    public static Role Parse(string? word) => word switch
    {
        "viewer" => Role.Viewer,
        "editor" => Role.Editor,
        "sender" => Role.Sender,
        _ => Role.None,
    };

    /// <summary>The word of a role, as tokens and people write it.</summary>
    public static string Word(Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Editor => "editor",
        Role.Sender => "sender",
        _ => "none",
    };

    /// <summary>The caller's role. Two claims contradict each other, and count as none.</summary>
    public static Role Of(ClaimsPrincipal caller) =>
        caller.FindAll(Type).ToArray() is [var only] ? Parse(only.Value) : Role.None;
}

/// <summary>Asks for a role, or one that may do more.</summary>
internal sealed class RoleRequirement(Role least) : AuthorizationHandler<RoleRequirement>, IAuthorizationRequirement
{
    public Role Least => least;

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
    {
        if (context.User.Identity?.IsAuthenticated == true && RoleClaim.Of(context.User) >= requirement.Least)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
