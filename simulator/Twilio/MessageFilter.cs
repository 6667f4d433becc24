using System.Globalization;
using Outlier.Simulator.Hosting;
using Outlier.Simulator.Memory;

namespace Outlier.Simulator.Twilio;

/// <summary>
/// The filters of a message list. A text that has not been sent has no date and matches no date filter.
/// </summary>
internal sealed record MessageFilter(string? To, string? From, DateTimeOffset? Since, DateTimeOffset? Until)
{
    private static readonly string[] Formats =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <summary>Null if a date is invalid.</summary>
    public static MessageFilter? Read(Call call)
    {
        // DateSent selects a whole day and overrides the other two parameters.
        var day = call.QueryValue("DateSent");
        var since = day ?? call.QueryValue("DateSent>");
        var until = day ?? call.QueryValue("DateSent<");
        return TryBound(since, endOfDay: false, out var from) && TryBound(until, endOfDay: true, out var to)
            ? new MessageFilter(call.QueryValue("To"), call.QueryValue("From"), from, to)
            : null;
    }

    public bool Matches(Message message, DateTimeOffset now)
    {
        if ((To is not null && !string.Equals(To, message.To, StringComparison.Ordinal))
            || (From is not null && !string.Equals(From, message.From, StringComparison.Ordinal)))
        {
            return false;
        }

        if (Since is null && Until is null)
        {
            return true;
        }

        return message.SentAt(now) is { } sent && InSeconds(sent) is var seconds
            && (Since is null || seconds >= InSeconds(Since.Value))
            && (Until is null || seconds <= InSeconds(Until.Value));
    }

    private static long InSeconds(DateTimeOffset time) => time.ToUnixTimeSeconds();

    private static bool TryBound(string? text, bool endOfDay, out DateTimeOffset? bound)
    {
        bound = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (!DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return false;
        }

        var wholeDay = text.Length == Formats[0].Length;
        bound = endOfDay && wholeDay ? time.AddDays(1).AddSeconds(-1) : time;
        return true;
    }
}
