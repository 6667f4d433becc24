using System.Net.Sockets;

namespace Outlier.Tests.Support;

/// <summary>Checks whether a container engine answers. A docker program may be installed without an engine.</summary>
internal static class ContainerEngine
{
    private const string DefaultSocket = "/var/run/docker.sock";

    public static async Task<bool> AnswersAsync()
    {
        var host = Environment.GetEnvironmentVariable("DOCKER_HOST");
        var address = new Uri(string.IsNullOrEmpty(host) ? $"unix://{DefaultSocket}" : host);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, token) => ConnectAsync(address, token) });
            using var response = await client.GetAsync(new Uri("http://engine/_ping"), limit.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async ValueTask<Stream> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = address.Scheme == "unix"
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Scheme == "unix")
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.LocalPath), cancellationToken);
            }
            else
            {
                await socket.ConnectAsync(address.Host, address.Port, cancellationToken);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
