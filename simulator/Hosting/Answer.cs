namespace Outlier.Simulator.Hosting;

/// <summary>What is sent back. Built as a whole before any byte leaves, so that a fault can still spoil it.</summary>
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

    /// <summary>Promises the whole body and more, sends half of it and breaks the connection.</summary>
    public async Task WriteTruncatedAsync(HttpResponse response)
    {
        WriteHead(response, Body.Length + 64);
        await response.BodyWriter.WriteAsync(Body.AsMemory(0, Body.Length / 2), response.HttpContext.RequestAborted);
        await response.BodyWriter.FlushAsync(response.HttpContext.RequestAborted);
        // Kestrel closes a connection whose body is shorter than announced, after what was written has left; Abort might not wait.
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
