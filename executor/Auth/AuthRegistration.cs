using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Outlier.Executor.Auth;

/// <summary>Registers authentication and the policies of the roles.</summary>
internal static class AuthRegistration
{
    public static void AddAuth(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AuthOptions>().BindConfiguration("Auth")
            .Validate(options => options.SecretIsLongEnough, $"Auth__JwtSecret has fewer than {AuthOptions.ShortestSecret} bytes. Set a longer one, such as the output of: openssl rand -base64 48.")
            .Validate(options => options.AuthorityIsSafe, "Auth__Authority must be an https address, such as https://login.example.org/newsroom.")
            .Validate(options => options.AuthorityHasAudience, "Auth__Audience is not set, although Auth__Authority is. Set it to the audience (aud) of the team's tokens.")
            .Validate(options => options.DefaultRoleIsKnown, "Auth__DefaultRole must be viewer, editor or sender. Correct it, or remove it.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IConfigureOptions<JwtBearerOptions>, JwtSetup>();
        builder.Services.AddAuthentication(AuthSchemes.Any)
            .AddPolicyScheme(AuthSchemes.Any, displayName: null, options => options.ForwardDefaultSelector = AuthSchemes.Choose)
            .AddScheme<AuthenticationSchemeOptions, OperatorTokenHandler>(AuthSchemes.Operator, configureOptions: null)
            .AddJwtBearer(AuthSchemes.Secret)
            .AddJwtBearer(AuthSchemes.Authority);

        // An endpoint that names no role is closed. A path without an endpoint gets 404 or 405.
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder()
            .RequireAssertion(context => (context.Resource as HttpContext)?.GetEndpoint() is not RouteEndpoint)
            .Build());
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthAnswers>();
    }

    /// <summary>Opens an endpoint to callers with this role or a higher one.</summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder endpoint, Role least)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(new AuthorizationPolicyBuilder().AddRequirements(new RoleRequirement(least)).Build());
}
