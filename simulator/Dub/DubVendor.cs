using System.Buffers;
using System.Text.Json;
using Outlier.Simulator.Hosting;

namespace Outlier.Simulator.Dub;

/// <summary>The part of Dub's API that makes and lists short links.</summary>
internal sealed class DubVendor(SimulatorState state) : IVendor
{
    private const int MostLinks = 100;
    private const int LongestUrl = 32_000;

    public bool HasQuotas => false;

    public Answer? Refuse(Call call) =>
        call.BearerToken is null ? Error(StatusCodes.Status401Unauthorized, "Missing Authorization header.") : null;

    public ValueTask<Answer> AnswerAsync(Call call)
    {
        try
        {
            return ValueTask.FromResult(Route(call));
        }
        catch (JsonException)
        {
            return ValueTask.FromResult(Error(StatusCodes.Status400BadRequest, "Invalid JSON body"));
        }
    }

    public Answer Error(int status, string message) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(DubErrorBody.Of(CodeOf(status), message), DubJsonContext.Default.DubErrorBody));

    private Answer Route(Call call) => (call.Method, call.Segments()) switch
    {
        ("POST", [_, "bulk"]) => Bulk(call),
        ("PUT", [_, "upsert"]) => Upsert(call),
        ("GET", [_]) => List(call),
        _ => Error(StatusCodes.Status404NotFound, "The requested resource was not found."),
    };

    private Answer List(Call call) => LinkQuery.Select(call, state.Store.Links.NewestFirst()) is { } links
        ? new Answer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(links, DubJsonContext.Default.LinkArray))
        : Error(StatusCodes.Status422UnprocessableEntity, "Invalid page or page size");

    private Answer Upsert(Call call)
    {
        var request = JsonSerializer.Deserialize(call.Body, DubJsonContext.Default.LinkRequest);
        if (!IsUsable(request))
        {
            return Error(StatusCodes.Status422UnprocessableEntity, "Invalid URL");
        }

        return state.Store.Links.Upsert(request!, state.Options.ShortLinkDomain, call.At) is { } link
            ? new Answer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(link, DubJsonContext.Default.Link))
            : Error(StatusCodes.Status409Conflict, "Duplicate key: This short link already exists.");
    }

    private Answer Bulk(Call call)
    {
        var requests = JsonSerializer.Deserialize(call.Body, DubJsonContext.Default.LinkRequestArray) ?? [];
        if (requests.Length is 0 or > MostLinks)
        {
            return Error(StatusCodes.Status422UnprocessableEntity, $"Between 1 and {MostLinks} links are expected.");
        }

        // Each item of the answer is a link or an error, in the order of the request.
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartArray();
        foreach (var request in requests)
        {
            var answer = IsUsable(request)
                ? Made(request, call.At)
                : Error(StatusCodes.Status422UnprocessableEntity, "Invalid URL").Body;
            writer.WriteRawValue(answer);
        }

        writer.WriteEndArray();
        writer.Flush();
        return new Answer(StatusCodes.Status200OK, buffer.WrittenSpan.ToArray());
    }

    private byte[] Made(LinkRequest request, DateTimeOffset now) =>
        state.Store.Links.Create(request, state.Options.ShortLinkDomain, now) is { } link
            ? JsonSerializer.SerializeToUtf8Bytes(link, DubJsonContext.Default.Link)
            : Error(StatusCodes.Status409Conflict, "Duplicate key: This short link already exists.").Body;

    private static bool IsUsable(LinkRequest? request) =>
        request?.Url is { Length: > 0 and <= LongestUrl } url && Uri.TryCreate(url, UriKind.Absolute, out _);

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "bad_request",
        StatusCodes.Status401Unauthorized => "unauthorized",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status409Conflict => "conflict",
        StatusCodes.Status422UnprocessableEntity => "unprocessable_entity",
        StatusCodes.Status429TooManyRequests => "rate_limit_exceeded",
        _ => "internal_server_error",
    };
}
