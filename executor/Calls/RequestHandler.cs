using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Outlier.Executor.Calls;

/// <summary>Makes the calls of one kind: from the database's facts to an address, headers and a body.</summary>
/// <param name="Kind">As in <c>outlier.request_kinds</c>.</param>
/// <param name="IsConfigured">Whether the service is configured here.</param>
/// <param name="CallAsync">Makes the call. The caller reads the answer, whatever its status and form.</param>
internal sealed record RequestHandler(string Kind, bool IsConfigured, Func<JsonElement, CancellationToken, Task<HttpResponseMessage>> CallAsync)
{
    /// <summary>For a service that is always configured.</summary>
    /// <typeparam name="T">The facts.</typeparam>
    public static RequestHandler Of<T>(string kind, JsonTypeInfo<T> facts, Func<T, CancellationToken, Task<HttpResponseMessage>> callAsync) =>
        new(kind, IsConfigured: true, (payload, token) => callAsync(payload.Deserialize(facts)!, token));
}
