using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Outlier.Executor.Calls;

namespace Outlier.Executor.Auth;

/// <summary>Registers who may call the HTTP API.</summary>
internal static class AuthRegistration
{
    private const string Scheme = "Bearer";

    public static void AddAuth(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AuthOptions>().BindConfiguration("Auth")
            .Validate(options => options.SecretIsLongEnough, "Auth__JwtSecret is too short: HS256 needs 32 bytes or more.")
            .Validate(options => !options.HasAuthority || OutboundClients.IsAddress(options.Authority!), "Auth__Authority is no address, such as https://login.example.org/.")
            .Validate(options => !options.HasAuthority || !string.IsNullOrEmpty(options.Audience), "Auth__Audience is not set: with Auth__Authority, anybody's token of that authority would count.")
            .Validate(options => string.IsNullOrEmpty(options.DefaultRole) || Roles.Parse(options.DefaultRole) != Role.None, "Auth__DefaultRole must be viewer, editor or sender, or not be set.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IConfigureOptions<JwtBearerOptions>, JwtSetup>();
        builder.Services.AddAuthentication(Scheme)
            .AddPolicyScheme(Scheme, null, options => options.ForwardDefaultSelector = SchemeOf)
            .AddScheme<AuthenticationSchemeOptions, OperatorTokenHandler>(OperatorTokenHandler.SchemeName, null)
            .AddJwtBearer(JwtSetup.SecretScheme)
            .AddJwtBearer(JwtSetup.AuthorityScheme);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(nameof(Role.Viewer), policy => policy.RequireRoleOf(Role.Viewer))
            .AddPolicy(nameof(Role.Editor), policy => policy.RequireRoleOf(Role.Editor))
            .AddPolicy(nameof(Role.Sender), policy => policy.RequireRoleOf(Role.Sender))
            // What says nothing about itself is closed to all but senders.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireRoleOf(Role.Sender).Build());
    }

    /// <summary>Lets an endpoint be called by a role, and those above it.</summary>
    public static TBuilder Require<TBuilder>(this TBuilder builder, Role role)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(role.ToString());

    private static AuthorizationPolicyBuilder RequireRoleOf(this AuthorizationPolicyBuilder policy, Role role) =>
        policy.RequireAuthenticatedUser().RequireAssertion(context =>
        {
            var options = ((HttpContext)context.Resource!).RequestServices.GetRequiredService<IOptions<AuthOptions>>().Value;
            return Roles.Of(context.User, Roles.Parse(options.DefaultRole)) >= role;
        });

    // Which check a token gets goes by its form; each check then stands for itself.
    private static string SchemeOf(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<AuthOptions>>().Value;
        var token = BearerToken.Of(context.Request);
        if (token is null || OperatorToken.IsOne(token) || !(options.HasSecret || options.HasAuthority))
        {
            return OperatorTokenHandler.SchemeName;
        }

        if (options.HasSecret && options.HasAuthority)
        {
            return IsSymmetric(token) ? JwtSetup.SecretScheme : JwtSetup.AuthorityScheme;
        }

        return options.HasSecret ? JwtSetup.SecretScheme : JwtSetup.AuthorityScheme;
    }

    private static bool IsSymmetric(string token)
    {
        try
        {
            return new JsonWebToken(token).Alg.StartsWith("HS", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is ArgumentException or Microsoft.IdentityModel.Tokens.SecurityTokenException)
        {
            return true;
        }
    }
}
