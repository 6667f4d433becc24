using System.Globalization;
using System.Security.Cryptography;

namespace Outlier.Tests.Faults.Support;

/// <summary>The length of the suite and its random choices. The same seed repeats the same choices.</summary>
internal static class Chance
{
    /// <summary>The value of <c>OUTLIER_FAULTS_SEED</c>. If it is not set, each run has a different seed.</summary>
    public static int Seed { get; } = Number("OUTLIER_FAULTS_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>Random choices of one scenario. They do not depend on earlier scenarios.</summary>
    /// <param name="scenario">The scenario's name.</param>
    public static Random For(string scenario) => new(scenario.Aggregate(Seed, (hash, letter) => unchecked((hash * 31) + letter)));

    /// <summary>
    /// Number of faults to inject: the value of <c>OUTLIER_FAULTS</c>. If it is not set, <paramref name="few"/>.
    /// </summary>
    /// <param name="few">The number for a run that takes minutes.</param>
    public static int Times(int few) => Number("OUTLIER_FAULTS") ?? few;

    /// <summary>Whether the suite runs by hand, with more faults and messages.</summary>
    public static bool IsLong => Number("OUTLIER_FAULTS") is not null;

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
