using System.Text.Json.Serialization;
using Refit;

namespace Outlier.Executor.Dub;

/// <summary>The calls of Dub's API that we make.</summary>
internal interface IDubApi
{
    /// <summary>Finds the link to an address, or makes it; a repeat finds it.</summary>
    [Put("/links/upsert")]
    Task<HttpResponseMessage> UpsertLinkAsync([Body] DubLink link, [Authorize("Bearer")] string key, CancellationToken cancellationToken);

    /// <summary>A page of links: a call that changes nothing.</summary>
    [Get("/links")]
    Task<HttpResponseMessage> ListLinksAsync(int pageSize, [Authorize("Bearer")] string key, CancellationToken cancellationToken);
}

/// <summary>Body of <c>PUT /links/upsert</c>.</summary>
internal sealed record DubLink(string Url, IReadOnlyList<string>? TagNames = null);

/// <summary>JSON on Dub's wire, and of the database's facts for it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DubLink))]
internal sealed partial class DubJson : JsonSerializerContext;
