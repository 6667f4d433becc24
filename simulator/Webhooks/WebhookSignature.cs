using System.Security.Cryptography;
using System.Text;

namespace Outlier.Simulator.Webhooks;

/// <summary>The value of X-Hook-Signature.</summary>
internal static class WebhookSignature
{
    public const string Header = "X-Hook-Signature";

    public static string Of(string secret, ReadOnlySpan<byte> body) =>
        string.Concat("sha256=", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
}
