using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Outlier.Tests.Executor;

/// <summary>
/// A proxy between an executor and its database. It holds back the first answer that contains a word.
/// </summary>
internal sealed class HoldingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> pumps = [];
    private readonly NpgsqlConnectionStringBuilder server;
    private readonly string word;

    private HoldingProxy(string connectionString, string word)
    {
        server = new NpgsqlConnectionStringBuilder(connectionString);
        this.word = word;
    }

    /// <summary>Connection string to the same database through the proxy.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Port = ((IPEndPoint)listener.LocalEndpoint).Port }.ConnectionString;

    /// <summary>Completes when the proxy holds the answer and the executor waits for it.</summary>
    public Task Held => held.Task.WaitAsync(Newsroom.Limit);

    /// <param name="connectionString">Connection string of the server.</param>
    /// <param name="word">The proxy holds back the first answer that contains this word.</param>
    public static HoldingProxy Start(string connectionString, string word)
    {
        var proxy = new HoldingProxy(connectionString, word);
        proxy.listener.Start();
        _ = proxy.AcceptAsync();
        return proxy;
    }

    /// <summary>Forwards the held answer.</summary>
    public void Release() => released.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await end.CancelAsync();
        listener.Dispose();
        await Task.WhenAll(pumps);
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                pumps.Add(ConnectAsync(await listener.AcceptTcpClientAsync(end.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task ConnectAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(server.Host!, server.Port, end.Token);
            await Task.WhenAny(PumpAsync(near.GetStream(), far.GetStream(), holds: false), PumpAsync(far.GetStream(), near.GetStream(), holds: true));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // One side has disconnected.
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, bool holds)
    {
        var buffer = new byte[65536];
        try
        {
            while (await from.ReadAsync(buffer, end.Token) is var length and > 0)
            {
                if (holds && !held.Task.IsCompleted && Encoding.Latin1.GetString(buffer, 0, length).Contains(word, StringComparison.Ordinal))
                {
                    held.TrySetResult();
                    await released.Task;
                }

                await to.WriteAsync(buffer.AsMemory(0, length), end.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // One side has disconnected.
        }
    }
}
