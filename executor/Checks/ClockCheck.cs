using System.Globalization;

namespace Outlier.Executor.Checks;

/// <summary>Compares another machine's clock with this one.</summary>
internal static class ClockCheck
{
    /// <param name="whose">Name of the other clock's owner.</param>
    /// <param name="theirs">Time by the other clock.</param>
    /// <param name="ours">Time by this machine's clock at that moment.</param>
    /// <param name="tolerance">Largest accepted difference.</param>
    public static CheckResult Compare(string whose, DateTimeOffset theirs, DateTimeOffset ours, TimeSpan tolerance)
    {
        var apart = theirs - ours;
        return apart.Duration() <= tolerance
            ? CheckResult.Fine($"clock of {whose}")
            : new CheckResult(
                $"clock of {whose}",
                string.Create(CultureInfo.InvariantCulture, $"the clock of {whose} is {Math.Abs(apart.TotalSeconds):0} seconds {(apart > TimeSpan.Zero ? "ahead of" : "behind")} this machine's"),
                "Synchronize the clocks of both machines with NTP.");
    }
}
