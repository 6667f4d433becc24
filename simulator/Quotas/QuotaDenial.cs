using System.Globalization;

namespace Outlier.Simulator.Quotas;

/// <summary>Why and for how long a call is refused.</summary>
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
