using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Outlier.Executor.Auth;

/// <summary>
/// A token that the operator makes: a prefix by which people and secret scanners know it, and 32 random bytes. A plain hash is
/// enough for those: nobody can try them all.
/// </summary>
internal static class OperatorToken
{
    public const string Prefix = "outlier_";

    /// <summary>A new token. It is shown once and kept nowhere.</summary>
    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What the database knows the token by.</summary>
    public static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
