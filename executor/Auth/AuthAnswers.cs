using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Outlier.Executor.Http;

namespace Outlier.Executor.Auth;

/// <summary>The answers to requests without a valid token (401) or without the role that they need (403). Each says what to do.</summary>
internal sealed class AuthAnswers : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Challenged)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Answer.WriteErrorAsync(context, StatusCodes.Status401Unauthorized, BearerHeader.Of(context.Request) is null
                ? "The request has no token. Send the header Authorization: Bearer …. An operator creates a token: outlier token create."
                : "The token is wrong, has expired or was revoked. Sign in again, or ask an operator for another token.");
        }

        if (authorizeResult.Forbidden)
        {
            var least = policy.Requirements.OfType<RoleRequirement>().Select(requirement => requirement.Least).DefaultIfEmpty(Role.Sender).Max();
            return Answer.WriteErrorAsync(
                context,
                StatusCodes.Status403Forbidden,
                $"This requires the role {RoleClaim.Word(least)}; your token has the role {RoleClaim.Word(RoleClaim.Of(context.User))}. Ask an operator to create one: outlier token create --role {RoleClaim.Word(least)}.");
        }

        return next(context);
    }
}
