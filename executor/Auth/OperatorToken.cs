using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Outlier.Executor.Auth;

/// <summary>A token that the operator made: a prefix by which it is known, and 256 random bits.</summary>
internal static class OperatorToken
{
    private const string Prefix = "outlier_";

    /// <summary>A new one.</summary>
    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Whether a bearer token is of this kind.</summary>
    public static bool IsOne(string token) => token.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>What the database keeps of it. It needs no salt: nobody guesses 256 bits.</summary>
    public static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
