using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Outlier.Executor.Calls;

/// <summary>Makes the calls of one kind. It turns the database's facts into an address, headers and a body.</summary>
/// <param name="Kind">As in <c>outlier.request_kinds</c>.</param>
/// <param name="IsConfigured">Whether the service is configured here.</param>
/// <param name="CallAsync">Makes the call. The caller reads the answer, with any status and format.</param>
internal sealed record RequestHandler(string Kind, bool IsConfigured, Func<JsonElement, CancellationToken, Task<HttpResponseMessage>> CallAsync)
{
    /// <summary>A handler for a service that is always configured.</summary>
    /// <typeparam name="T">Type of the facts.</typeparam>
    public static RequestHandler Of<T>(string kind, JsonTypeInfo<T> facts, Func<T, CancellationToken, Task<HttpResponseMessage>> callAsync) =>
        new(kind, IsConfigured: true, (payload, token) => callAsync(payload.Deserialize(facts)!, token));
}
