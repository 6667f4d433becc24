using System.Collections.Concurrent;

namespace Outlier.Simulator.Quotas;

/// <summary>Finds the bucket that counts a token's calls.</summary>
internal sealed class QuotaBook(SimulatorOptions options)
{
    private readonly ConcurrentDictionary<string, QuotaBucket> _buckets = new(StringComparer.Ordinal);

    public QuotaBucket BucketOf(string token) => _buckets.GetOrAdd(KeyOf(token), static _ => new QuotaBucket());

    public void Clear() => _buckets.Clear();

    private string KeyOf(string token)
    {
        foreach (var group in options.SharedQuotaGroups)
        {
            if (group.Contains(token, StringComparer.Ordinal))
            {
                return group[0];
            }
        }

        return token;
    }
}
