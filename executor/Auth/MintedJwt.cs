using System.Globalization;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Outlier.Executor.Auth;

/// <summary>A JWT that the operator signs with the shared secret. It is for a program that reads its own token.</summary>
internal static class MintedJwt
{
    /// <summary>A signed token with a name, a role and an expiry.</summary>
    public static string Create(AuthOptions options, string name, string role, DateTimeOffset now, DateTimeOffset expires) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { [CallerName.Claim] = name, [RoleClaim.Type] = role },
            Audience = string.IsNullOrEmpty(options.Audience) ? null : options.Audience,
            IssuedAt = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            SigningCredentials = new SigningCredentials(
                new SymmetricSecurityKey(Encoding.UTF8.GetBytes(options.JwtSecret!)), SecurityAlgorithms.HmacSha256),
        });

    /// <summary>The problem with a request for a token. Null if it is valid.</summary>
    public static string? Problem(AuthOptions options, string name, string role, int days) =>
        !options.HasSecret ? "a JWT cannot be signed: Auth__JwtSecret is not set. Set it, or omit --jwt for a token that the database keeps."
        : !options.SecretIsLongEnough ? $"a JWT cannot be signed: Auth__JwtSecret has fewer than {AuthOptions.ShortestSecret} bytes. Set a longer one, such as the output of: openssl rand -base64 48."
        : string.IsNullOrWhiteSpace(name) ? "a token needs the name of its user. Add --name."
        : RoleClaim.Parse(role) == Role.None ? $"the role '{role}' does not exist. Use --role viewer, --role editor or --role sender."
        : days is < 1 or > 3650 ? string.Create(CultureInfo.InvariantCulture, $"--days must be 1 to 3650, not {days}: a token must expire.")
        : null;
}
