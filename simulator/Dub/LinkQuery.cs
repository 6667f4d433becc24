using System.Globalization;
using Outlier.Simulator.Hosting;

namespace Outlier.Simulator.Dub;

/// <summary>Applies the filters and the page of a link list.</summary>
internal static class LinkQuery
{
    private const int LargestPage = 100;

    /// <summary>Null if the page parameters are invalid.</summary>
    public static Link[]? Select(Call call, IEnumerable<Link> newestFirst)
    {
        if (!TryNumber(call, "pageSize", LargestPage, out var size) || size is < 1 or > LargestPage
            || !TryNumber(call, "page", 1, out var page) || page < 1)
        {
            return null;
        }

        var names = call.QueryValue("tagNames")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var matching = newestFirst.Where(link =>
            (names is null || link.Tags.Any(tag => names.Contains(tag.Name, StringComparer.OrdinalIgnoreCase)))
            && (call.QueryValue("domain") is not { } domain || string.Equals(link.Domain, domain, StringComparison.Ordinal))
            && (call.QueryValue("search") is not { } search
                || link.Url.Contains(search, StringComparison.OrdinalIgnoreCase)
                || link.Key.Contains(search, StringComparison.OrdinalIgnoreCase)));

        if (call.QueryValue("startingAfter") is { } after)
        {
            return [.. matching.SkipWhile(link => !IsId(link, after)).Skip(1).Take(size)];
        }

        return call.QueryValue("endingBefore") is { } before
            ? [.. matching.TakeWhile(link => !IsId(link, before)).TakeLast(size)]
            : [.. matching.Skip((page - 1) * size).Take(size)];
    }

    private static bool IsId(Link link, string id) => string.Equals(link.Id, id, StringComparison.Ordinal);

    private static bool TryNumber(Call call, string name, int whenAbsent, out int value)
    {
        value = whenAbsent;
        return call.QueryValue(name) is not { } text || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
