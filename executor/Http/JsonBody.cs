using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Outlier.Executor.Http;

/// <summary>Reads a body that the database takes as it came.</summary>
internal static class JsonBody
{
    /// <exception cref="RequestException">The body is no JSON object.</exception>
    public static async Task<string> ReadAsync(HttpRequest request, CancellationToken token)
    {
        if (!request.HasJsonContentType())
        {
            throw new RequestException(StatusCodes.Status415UnsupportedMediaType, StatusMessages.NotJson);
        }

        // Where a file may be sent too, the limit of the endpoint is the file's.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = SizeLimit.Json;
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, token).ConfigureAwait(false);
        try
        {
            buffer.Position = 0;
            using var json = await JsonDocument.ParseAsync(buffer, cancellationToken: token).ConfigureAwait(false);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                return json.RootElement.GetRawText();
            }
        }
        catch (JsonException exception)
        {
            throw RequestException.BadRequest($"The body is no JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
        }

        throw RequestException.BadRequest("The body must be a JSON object, such as {\"title\": \"…\"}.");
    }
}
