using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Outlier.Executor.Http;

/// <summary>Reads a JSON body that is passed on to the database unchanged.</summary>
internal static partial class JsonBody
{
    private const int HalfOfPair = 6;

    /// <exception cref="RequestException">
    /// The body is not a JSON object, or has a text that was cut in the middle of a character.
    /// </exception>
    public static async Task<string> ReadAsync(HttpRequest request, CancellationToken token)
    {
        if (!request.HasJsonContentType())
        {
            throw new RequestException(StatusCodes.Status415UnsupportedMediaType, StatusMessages.NotJson);
        }

        // If the endpoint also accepts a file, its own limit is that of the file.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = SizeLimit.Json;
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, token);
        try
        {
            buffer.Position = 0;
            using var json = await JsonDocument.ParseAsync(buffer, cancellationToken: token);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                var text = json.RootElement.GetRawText();
                return HasHalfCharacter(text)
                    ? throw RequestException.BadRequest(
                        "The body has half of a character: a text in it was cut in the middle of an emoji, "
                        + "such as \"\\ud83d\". Send the complete text.")
                    : text;
            }
        }
        catch (JsonException exception)
        {
            throw RequestException.BadRequest($"The body is not JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
        }

        throw RequestException.BadRequest("The body must be a JSON object, such as {\"title\": \"…\"}.");
    }

    // Neither PostgreSQL nor a phone accepts NUL.
    private static bool HasHalfCharacter(string json)
    {
        foreach (var escape in Escape().EnumerateMatches(json))
        {
            if (escape.Length == HalfOfPair)
            {
                return true;
            }
        }

        return false;
    }

    // Matches an escaped backslash, a surrogate pair, or a lone surrogate.
    [GeneratedRegex(
        @"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}

/// <summary>Largest accepted body of an endpoint, in bytes.</summary>
internal sealed record SizeLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata
{
    /// <summary>Largest accepted JSON body.</summary>
    public const long Json = 1024 * 1024;
}

/// <summary>The request is not valid. The message says what to change.</summary>
internal sealed class RequestException(int status, string message) : Exception(message)
{
    public int Status => status;

    /// <summary>Seconds after which the caller may retry. Null if waiting does not help.</summary>
    public int? RetryAfter { get; init; }

    public static RequestException BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);
}
