using System.Globalization;

namespace Outlier.Executor.Checks;

/// <summary>Whether somebody else's clock and ours agree.</summary>
internal static class ClockCheck
{
    /// <param name="whose">Whose clock it is.</param>
    /// <param name="theirs">What it says.</param>
    /// <param name="ours">What ours said at that moment.</param>
    /// <param name="tolerance">How far apart they may be.</param>
    public static CheckResult Compare(string whose, DateTimeOffset theirs, DateTimeOffset ours, TimeSpan tolerance)
    {
        var apart = theirs - ours;
        return apart.Duration() <= tolerance
            ? CheckResult.Fine($"clock of {whose}")
            : new CheckResult(
                $"clock of {whose}",
                string.Create(CultureInfo.InvariantCulture, $"the clock of {whose} is {Math.Abs(apart.TotalSeconds):0} seconds {(apart > TimeSpan.Zero ? "ahead of" : "behind")} this machine's"),
                "Have both machines keep their time with NTP.");
    }
}
