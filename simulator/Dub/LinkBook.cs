namespace Outlier.Simulator.Dub;

/// <summary>The short links, in the order of their creation.</summary>
internal sealed class LinkBook
{
    private readonly Lock _gate = new();
    private readonly List<Link> _links = [];

    /// <summary>Creates a link. Null if its external id, or its key in the domain, is taken.</summary>
    public Link? Create(LinkRequest request, string domain, DateTimeOffset now)
    {
        lock (_gate)
        {
            return Add(request, domain, now);
        }
    }

    /// <summary>Updates the tags and the external id of the link with this url, or creates the link.</summary>
    public Link? Upsert(LinkRequest request, string domain, DateTimeOffset now)
    {
        lock (_gate)
        {
            var at = _links.FindIndex(link => string.Equals(link.Url, request.Url, StringComparison.Ordinal));
            if (at < 0)
            {
                return Add(request, domain, now);
            }

            var found = _links[at];
            var tags = request.TagNames is null ? found.Tags : TagsOf(request);
            _links[at] = found with { Tags = tags, ExternalId = request.ExternalId ?? found.ExternalId, UpdatedAt = now };
            return _links[at];
        }
    }

    public Link[] NewestFirst()
    {
        lock (_gate)
        {
            return [.. Enumerable.Reverse(_links)];
        }
    }

    private Link? Add(LinkRequest request, string domain, DateTimeOffset now)
    {
        var key = request.Key ?? Guid.NewGuid().ToString("N")[..7];
        var linkDomain = request.Domain ?? domain;
        var shortLink = $"https://{linkDomain}/{key}";
        var taken = _links.Exists(link =>
            (request.ExternalId is not null && string.Equals(link.ExternalId, request.ExternalId, StringComparison.Ordinal))
            || string.Equals(link.ShortLink, shortLink, StringComparison.Ordinal));
        if (taken)
        {
            return null;
        }

        var id = $"link_{Guid.NewGuid().ToString("N").ToUpperInvariant()[..26]}";
        var made = new Link(id, linkDomain, key, request.Url!, shortLink, request.ExternalId, TagsOf(request), 0, now, now);
        _links.Add(made);
        return made;
    }

    private static LinkTag[] TagsOf(LinkRequest request) =>
        Array.ConvertAll(request.Tags(), name => new LinkTag($"tag_{name}", name, "blue"));
}
