using System.Text.Json.Serialization;
using Refit;

namespace Outlier.Executor.Lookup;

/// <summary>The call of the lookup service that the executor makes.</summary>
internal interface ILookupApi
{
    /// <summary>Asks the service to renew its summary of a conversation.</summary>
    [Get("/refresh-summary/{conversation}")]
    Task<HttpResponseMessage> RefreshAsync(Guid conversation, string reference, [Header("Authorization")] string? authorization, CancellationToken cancellationToken);
}

/// <summary>The conversation and its person.</summary>
internal sealed record WantedRefresh(Guid Conversation, string Reference);

/// <summary>The database's facts for calls to the lookup service.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WantedRefresh))]
internal sealed partial class LookupJson : JsonSerializerContext;
