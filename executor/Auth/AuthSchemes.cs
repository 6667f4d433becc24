using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Outlier.Executor.Auth;

/// <summary>The three kinds of token. Selects the one that a request carries.</summary>
internal static class AuthSchemes
{
    public const string Any = "bearer";
    public const string Operator = "operator";
    public const string Secret = "secret";
    public const string Authority = "authority";

    // The unverified header only selects the scheme that checks the token. Each scheme accepts only its own algorithms.
    public static string Choose(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<AuthOptions>>().Value;
        var token = BearerHeader.Of(context.Request);
        if (token is null || token.StartsWith(OperatorToken.Prefix, StringComparison.Ordinal))
        {
            return Operator;
        }

        return (options.HasSecret, options.HasAuthority) switch
        {
            (true, true) => IsHs256(token) ? Secret : Authority,
            (true, false) => Secret,
            (false, true) => Authority,
            _ => Operator,
        };
    }

    private static bool IsHs256(string token)
    {
        try
        {
            return new JsonWebToken(token).Alg == SecurityAlgorithms.HmacSha256;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary><c>Authorization: Bearer …</c></summary>
internal static class BearerHeader
{
    private const string Scheme = "Bearer ";

    /// <summary>The token of a request. Null if it has none.</summary>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header[Scheme.Length..].Trim() is { Length: > 0 } token ? token : null;
    }
}
