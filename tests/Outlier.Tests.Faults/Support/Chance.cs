using System.Globalization;
using System.Security.Cryptography;

namespace Outlier.Tests.Faults.Support;

/// <summary>How long the suite is, and its random choices: the same seed makes the same choices.</summary>
internal static class Chance
{
    /// <summary>What <c>OUTLIER_FAULTS_SEED</c> says, else another one in each run.</summary>
    public static int Seed { get; } = Number("OUTLIER_FAULTS_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>Random choices of one scenario, which do not depend on the scenarios before it.</summary>
    /// <param name="scenario">Its name.</param>
    public static Random For(string scenario) => new(scenario.Aggregate(Seed, (hash, letter) => unchecked((hash * 31) + letter)));

    /// <summary>How often a fault is injected: what <c>OUTLIER_FAULTS</c> says, else a few times.</summary>
    /// <param name="few">For a run of minutes.</param>
    public static int Times(int few) => Number("OUTLIER_FAULTS") ?? few;

    /// <summary>Whether the suite is run by hand, with more of everything.</summary>
    public static bool IsLong => Number("OUTLIER_FAULTS") is not null;

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
