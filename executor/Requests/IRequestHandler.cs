using System.Text.Json;

namespace Outlier.Executor.Requests;

/// <summary>Makes the calls of one kind: from the database's facts to an address, headers and a body.</summary>
internal interface IRequestHandler
{
    /// <summary>As in <c>outlier.request_kinds</c>.</summary>
    string Kind { get; }

    /// <summary>Whether the service is configured here.</summary>
    bool IsConfigured => true;

    /// <summary>Makes the call. The answer is read by the caller, whatever its status and form.</summary>
    Task<HttpResponseMessage> CallAsync(JsonElement payload, CancellationToken token);
}
