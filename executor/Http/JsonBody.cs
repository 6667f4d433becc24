using System.Text;

namespace Outlier.Executor.Http;

/// <summary>A request's JSON, as text for the database to read.</summary>
internal static class JsonBody
{
    /// <summary>Far more than any request needs.</summary>
    public const int LargestBytes = 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="BadHttpRequestException">The body is larger than it may be (413), or not declared as JSON (415).</exception>
    public static async Task<string> ReadAsync(HttpRequest request, CancellationToken token)
    {
        if (!request.HasJsonContentType())
        {
            throw new BadHttpRequestException("no JSON", StatusCodes.Status415UnsupportedMediaType);
        }

        using var buffer = new MemoryStream();
        var block = new byte[16 * 1024];
        int count;
        while ((count = await request.Body.ReadAsync(block, token).ConfigureAwait(false)) > 0)
        {
            buffer.Write(block, 0, count);
            if (buffer.Length > LargestBytes)
            {
                throw new BadHttpRequestException("too large", StatusCodes.Status413PayloadTooLarge);
            }
        }

        return StrictUtf8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
