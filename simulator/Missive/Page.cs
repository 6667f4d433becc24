using System.Globalization;
using Outlier.Simulator.Hosting;

namespace Outlier.Simulator.Missive;

/// <summary>Missive's paging by time: <c>limit</c> and <c>until</c>.</summary>
internal sealed record Page(int Limit, DateTimeOffset? Until)
{
    public static Answer? Read(Call call, int defaultLimit, int least, int most, out Page? page)
    {
        page = null;
        var limit = defaultLimit;
        if (call.QueryValue("limit") is { } text && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit))
        {
            return MissiveErrors.BadRequest("'limit' value is not a number");
        }

        if (limit < least)
        {
            return MissiveErrors.BadRequest($"min 'limit' value is {least}");
        }

        if (limit > most)
        {
            return MissiveErrors.BadRequest($"max 'limit' value is {most}");
        }

        DateTimeOffset? until = null;
        if (call.QueryValue("until") is { } time)
        {
            if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return MissiveErrors.BadRequest("'until' value is not a number");
            }

            until = DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        page = new Page(limit, until);
        return null;
    }

    /// <summary>
    /// Cuts one page from rows that are sorted newest first. Rows of the same second stay together, so a page can
    /// exceed the limit. The last row of the page before appears again.
    /// </summary>
    public List<T> Cut<T>(IEnumerable<T> newestFirst, Func<T, DateTimeOffset> timeOf)
    {
        var rows = new List<T>();
        var last = 0L;
        foreach (var row in newestFirst)
        {
            var time = timeOf(row).ToUnixTimeSeconds();
            if (Until is { } until && time > until.ToUnixTimeSeconds())
            {
                continue;
            }

            if (rows.Count >= Limit && time != last)
            {
                break;
            }

            rows.Add(row);
            last = time;
        }

        return rows;
    }
}
