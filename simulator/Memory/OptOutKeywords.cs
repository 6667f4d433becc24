using System.Collections.Frozen;

namespace Outlier.Simulator.Memory;

/// <summary>The keywords that Twilio acts on if the text contains nothing else.</summary>
internal static class OptOutKeywords
{
    private static readonly FrozenSet<string> Stop = FrozenSet.ToFrozenSet(
        ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Start = FrozenSet.ToFrozenSet(
        ["START", "YES", "UNSTOP"], StringComparer.OrdinalIgnoreCase);

    public static bool IsStop(string text) => Stop.Contains(text.Trim());

    public static bool IsStart(string text) => Start.Contains(text.Trim());
}
