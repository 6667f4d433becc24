using System.Globalization;

namespace Outlier.Simulator.Quotas;

/// <summary>The limit that a refused call exceeded, and how long the caller must wait.</summary>
internal sealed record QuotaDenial(int Limit, TimeSpan Wait, DateTimeOffset Now)
{
    public IReadOnlyDictionary<string, string> Headers()
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(Wait.TotalSeconds));
        var reset = (long)Math.Ceiling((Now + Wait - DateTimeOffset.UnixEpoch).TotalSeconds);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture),
            ["X-RateLimit-Limit"] = Limit.ToString(CultureInfo.InvariantCulture),
            ["X-RateLimit-Remaining"] = "0",
            ["X-RateLimit-Reset"] = reset.ToString(CultureInfo.InvariantCulture),
        };
    }
}
