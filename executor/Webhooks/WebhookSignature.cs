using System.Security.Cryptography;
using System.Text;

namespace Outlier.Executor.Webhooks;

/// <summary><c>X-Hook-Signature: sha256=</c>, the HMAC-SHA256 of the raw body in hexadecimal.</summary>
internal static class WebhookSignature
{
    public const string Header = "X-Hook-Signature";
    private const string Prefix = "sha256=";

    /// <summary>Whether the header has the format of a signature. If not, the body need not be read.</summary>
    public static bool IsWellFormed(string? header) =>
        header?.Length == Prefix.Length + (2 * HMACSHA256.HashSizeInBytes) && header.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whether the header is the signature of exactly these bytes with this secret. The comparison takes constant time.</summary>
    public static bool IsValid(string? header, ReadOnlySpan<byte> body, string secret)
    {
        Span<byte> claimed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!IsWellFormed(header)
            || Convert.FromHexString(header.AsSpan(Prefix.Length), claimed, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        Span<byte> actual = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body, actual);
        return CryptographicOperations.FixedTimeEquals(claimed, actual);
    }
}
