using System.Globalization;

namespace Outlier.Executor.Status;

/// <summary>Formats numbers and times of a status for both views.</summary>
internal static class StatusWords
{
    /// <summary>Formats a time of day, with the date if it is another day, and the year if it is another year.</summary>
    public static string Clock(DateTimeOffset? time, DateTimeOffset now) => time switch
    {
        null => "-",
        { } some when some.Date == now.Date => some.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        { } some when some.Year == now.Year => some.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture),
        { } some => some.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
    };

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>12 of 300 in 1 min</c>.</summary>
    public static string Used(StatusReport.Limit limit) =>
        $"{Number(limit.Used)} of {Number(limit.Calls)} in {(limit.Seconds % 60 == 0 ? $"{Number(limit.Seconds / 60)} min" : $"{Number(limit.Seconds)} s")}";

    /// <summary>Such as <c>5 of 5 at once</c>.</summary>
    public static string AtOnce(StatusReport.Quota quota) =>
        quota.AtOnce is { } most ? $"{Number(quota.UnderWay)} of {Number(most)} at once" : $"{Number(quota.UnderWay)} at once";

    /// <summary>The expected end of a batch's queued messages, or the reason why it is unknown.</summary>
    public static string End(StatusReport.Batch batch, StatusReport status) => batch switch
    {
        { State: "paused" } => "paused",
        _ when status.Stopped => "stopped",
        { ExpectedEnd: null } => "not known",
        { ExpectedEnd: var end } => Clock(end, status.At),
    };
}
