using Microsoft.AspNetCore.Authorization;

namespace Outlier.Executor.Auth;

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
