using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Outlier.Executor.Auth;

/// <summary>What a JWT must be. One scheme for the shared secret and one for the authority, so that neither's keys count for the other.</summary>
internal sealed class JwtSetup(IOptions<AuthOptions> auth, TimeProvider time) : IConfigureNamedOptions<JwtBearerOptions>
{
    public const string SecretScheme = "JwtSecret";
    public const string AuthorityScheme = "JwtAuthority";
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        var settings = auth.Value;
        // Claims keep the names that they have in the token.
        options.MapInboundClaims = false;
        var parameters = options.TokenValidationParameters;
        parameters.NameClaimType = "sub";
        parameters.RoleClaimType = Roles.Claim;
        parameters.RequireSignedTokens = true;
        parameters.RequireExpirationTime = true;
        parameters.ValidateAudience = !string.IsNullOrEmpty(settings.Audience);
        parameters.ValidAudience = settings.Audience;
        parameters.LifetimeValidator = (notBefore, expires, _, _) =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            return expires is { } end && end + Skew > now && (notBefore is not { } start || start - Skew <= now);
        };
        if (name == SecretScheme && settings.HasSecret)
        {
            parameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(settings.JwtSecret!));
            parameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
            parameters.ValidateIssuer = false;
        }
        else if (name == AuthorityScheme && settings.HasAuthority)
        {
            options.Authority = settings.Authority;
            options.RequireHttpsMetadata = !new Uri(settings.Authority!).IsLoopback;
            parameters.ValidAlgorithms =
            [
                SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
                SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
            ];
        }
    }
}
