using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Outlier.Executor.Auth;

/// <summary>The validation of JWTs: signed with the shared secret, or by the configured provider.</summary>
internal sealed class JwtSetup(IOptions<AuthOptions> options, TimeProvider time) : IConfigureNamedOptions<JwtBearerOptions>
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    // No symmetric algorithms: a provider's public key is not secret, so anyone could sign with it.
    private static readonly string[] ProviderAlgorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, JwtBearerOptions jwt)
    {
        var auth = options.Value;
        // Without this, the handler renames claims.
        jwt.MapInboundClaims = false;
        jwt.TokenValidationParameters = new TokenValidationParameters
        {
            AuthenticationType = name,
            NameClaimType = CallerName.Claim,
            RoleClaimType = RoleClaim.Type,
            ValidateAudience = !string.IsNullOrEmpty(auth.Audience),
            ValidAudience = auth.Audience,
            LifetimeValidator = IsAlive,
        };
        jwt.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                var identity = (ClaimsIdentity)context.Principal!.Identity!;
                if (string.IsNullOrWhiteSpace(identity.FindFirst(CallerName.Claim)?.Value))
                {
                    context.Fail("The token has no claim `sub`, so it does not belong to a person. It may be the project's public key.");
                    return Task.CompletedTask;
                }

                AddDefaultRole(identity, auth.DefaultRole);
                return Task.CompletedTask;
            },
        };
        if (name == AuthSchemes.Secret && auth.HasSecret)
        {
            jwt.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
            jwt.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(auth.JwtSecret!));
            // Only the issuer knows the secret, so the issuer's name needs no check.
            jwt.TokenValidationParameters.ValidateIssuer = false;
        }
        else if (name == AuthSchemes.Authority && auth.HasAuthority)
        {
            jwt.TokenValidationParameters.ValidAlgorithms = ProviderAlgorithms;
            jwt.Authority = auth.Authority;
            jwt.RequireHttpsMetadata = auth.Authority!.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        }
    }

    // A token without an expiry would be valid forever.
    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + ClockSkew && (notBefore is not { } begin || now >= begin - ClockSkew);
    }

    private static void AddDefaultRole(ClaimsIdentity identity, string? role)
    {
        if (!string.IsNullOrEmpty(role) && identity.FindFirst(RoleClaim.Type) is null && !IsNobody(identity))
        {
            identity.AddClaim(new Claim(RoleClaim.Type, role));
        }
    }

    // Supabase signs all tokens with one secret: those of users, its public key, its service key, and those of anonymous visitors.
    private static bool IsNobody(ClaimsIdentity identity) =>
        identity.FindAll("role").Any(claim => claim.Value is "anon" or "service_role")
        || identity.FindAll("is_anonymous").Any(claim => bool.TryParse(claim.Value, out var value) && value);
}
