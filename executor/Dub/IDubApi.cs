using System.Text.Json.Serialization;
using Refit;

namespace Outlier.Executor.Dub;

/// <summary>The calls of Dub's API that the executor makes.</summary>
internal interface IDubApi
{
    /// <summary>Finds the link to an address, or creates it. A retry finds the same link.</summary>
    [Put("/links/upsert")]
    Task<HttpResponseMessage> UpsertLinkAsync([Body] DubLink link, [Authorize("Bearer")] string key, CancellationToken cancellationToken);

    /// <summary>Reads a page of links. The checks use it, because it changes nothing.</summary>
    [Get("/links")]
    Task<HttpResponseMessage> ListLinksAsync(int pageSize, [Authorize("Bearer")] string key, CancellationToken cancellationToken);
}

/// <summary>Body of <c>PUT /links/upsert</c>.</summary>
internal sealed record DubLink(string Url, IReadOnlyList<string>? TagNames = null);

/// <summary>The JSON format of Dub's API, and of the database's facts for its calls.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DubLink))]
internal sealed partial class DubJson : JsonSerializerContext;
