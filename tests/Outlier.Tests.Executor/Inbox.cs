using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Outlier.Tests.Executor;

/// <summary>Delivers webhooks to an executor as Missive does.</summary>
internal sealed class Inbox(Uri address) : IDisposable
{
    private readonly HttpClient client = new();

    public Task<HttpResponseMessage> DeliverAsync(string body, string path = "/user-actions/") => DeliverAsync(Encoding.UTF8.GetBytes(body), path);

    public async Task<HttpResponseMessage> DeliverAsync(byte[] body, string path = "/user-actions/", string? signature = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path)) { Content = content };
        // With this header, the client does not send a body that the server refuses unread. Otherwise the broken pipe
        // might hide the refusal.
        request.Headers.ExpectContinue = body.Length > 1_000_000;
        request.Headers.TryAddWithoutValidation("X-Hook-Signature", signature ?? Sign(body));
        return await client.SendAsync(request);
    }

    public static string Sign(byte[] body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(RunningExecutor.Secret), body));

    public void Dispose() => client.Dispose();
}
