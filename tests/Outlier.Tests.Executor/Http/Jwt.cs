using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Outlier.Tests.Executor.Http;

/// <summary>Creates JWTs without a library, so that a test can create invalid ones too.</summary>
internal static class Jwt
{
    public const string Secret = "an-example-secret-of-32-bytes-or-more";
    public const string Audience = "outlier-tests";

    public static string Make(
        string? role, DateTimeOffset? expires, string secret = Secret, string? audience = Audience, string algorithm = "HS256", string? subject = "avery", DateTimeOffset? notBefore = null,
        params (string Name, object Value)[] others)
    {
        var claims = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["sub"] = subject, ["aud"] = audience, ["outlier_role"] = role, ["exp"] = expires?.ToUnixTimeSeconds(), ["nbf"] = notBefore?.ToUnixTimeSeconds(),
        };
        foreach (var (name, value) in others)
        {
            claims[name] = value;
        }

        return Sign(algorithm, claims, text => algorithm == "none" ? [] : HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), text));
    }

    /// <summary>Creates a JWT that is signed with an RSA key, as an OpenID Connect provider does.</summary>
    public static string Make(string role, DateTimeOffset expires, RSA key, string issuer, string audience = Audience) => Sign(
        "RS256",
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["sub"] = "jordan", ["iss"] = issuer, ["aud"] = audience, ["outlier_role"] = role, ["exp"] = expires.ToUnixTimeSeconds(),
        },
        text => key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    private static string Sign(string algorithm, Dictionary<string, object?> claims, Func<byte[], byte[]> sign)
    {
        var present = claims.Where(claim => claim.Value is not null).ToDictionary(StringComparer.Ordinal);
        var text = $"{Encode(JsonSerializer.Serialize(new { alg = algorithm, typ = "JWT" }))}.{Encode(JsonSerializer.Serialize(present))}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.UTF8.GetBytes(text)))}";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
