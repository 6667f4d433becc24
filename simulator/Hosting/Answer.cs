namespace Outlier.Simulator.Hosting;

/// <summary>An answer. It is complete before the first byte is sent, so that a fault can still alter it.</summary>
internal sealed record Answer(int Status, byte[] Body)
{
    public const string JsonType = "application/json; charset=utf-8";

    public string ContentType { get; init; } = JsonType;

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public async Task WriteAsync(HttpResponse response)
    {
        WriteHead(response, Body.Length);
        if (Body.Length > 0)
        {
            await response.BodyWriter.WriteAsync(Body, response.HttpContext.RequestAborted);
        }
    }

    /// <summary>Announces more bytes than the body has, sends half of the body and closes the connection.</summary>
    public async Task WriteTruncatedAsync(HttpResponse response)
    {
        WriteHead(response, Body.Length + 64);
        await response.BodyWriter.WriteAsync(Body.AsMemory(0, Body.Length / 2), response.HttpContext.RequestAborted);
        await response.BodyWriter.FlushAsync(response.HttpContext.RequestAborted);
        // If a body is shorter than announced, Kestrel sends the written bytes and then closes the connection.
        // Abort might close it before the bytes are sent.
    }

    private void WriteHead(HttpResponse response, int length)
    {
        response.StatusCode = Status;
        if (Body.Length > 0)
        {
            response.ContentType = ContentType;
        }

        if (Headers is not null)
        {
            foreach (var (name, value) in Headers)
            {
                response.Headers[name] = value;
            }
        }

        response.ContentLength = length;
    }
}
