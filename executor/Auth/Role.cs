using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Outlier.Executor.Auth;

/// <summary>The roles of callers, in ascending order. Each includes the rights of the one before it.</summary>
internal enum Role
{
    /// <summary>No rights.</summary>
    None,

    /// <summary>May read.</summary>
    Viewer,

    /// <summary>May also change.</summary>
    Editor,

    /// <summary>May also send.</summary>
    Sender,
}

/// <summary>Name of the claim that holds a caller's role.</summary>
internal static class RoleClaim
{
    public const string Type = "outlier_role";

    /// <summary>The role with this name. <see cref="Role.None"/> if there is none.</summary>
    public static Role Parse(string? word) => word switch
    {
        "viewer" => Role.Viewer,
        "editor" => Role.Editor,
        "sender" => Role.Sender,
        _ => Role.None,
    };

    /// <summary>The name of a role, as in tokens and commands.</summary>
    public static string Word(Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Editor => "editor",
        Role.Sender => "sender",
        _ => "none",
    };

    /// <summary>The caller's role. Two role claims contradict each other and count as none.</summary>
    public static Role Of(ClaimsPrincipal caller) =>
        caller.FindAll(Type).ToArray() is [var only] ? Parse(only.Value) : Role.None;
}

/// <summary>Requires a role or a higher one.</summary>
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
