using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Outlier.Tests.Faults.Support;

/// <summary>A TCP proxy that breaks connections in the ways that a network does.</summary>
internal sealed class Gate : IAsyncDisposable
{
    private readonly IPEndPoint target;
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentDictionary<int, Pair> pairs = new();
    private readonly Task accepting;
    private TcpListener listener;
    private int last;
    private volatile bool isShut;
    private volatile bool isSilent;

    private Gate(IPEndPoint target, TcpListener listener)
    {
        this.target = target;
        this.listener = listener;
        Address = (IPEndPoint)listener.LocalEndpoint;
        accepting = AcceptAsync();
    }

    /// <summary>The address that callers connect to.</summary>
    public IPEndPoint Address { get; }

    /// <param name="host">IP address of the server behind it.</param>
    /// <param name="port">The server's port.</param>
    public static Gate To(string host, int port)
    {
        var open = new TcpListener(IPAddress.Loopback, 0);
        open.Start();
        return new Gate(new IPEndPoint(IPAddress.Parse(host), port), open);
    }

    /// <summary>Refuses new connections. Existing connections stay open.</summary>
    public void Refuse()
    {
        isShut = true;
        listener.Stop();
    }

    /// <summary>Accepts new connections, and forwards bytes again.</summary>
    public void Open()
    {
        isSilent = false;
        if (isShut)
        {
            listener = new TcpListener(Address);
            listener.Start();
            isShut = false;
        }
    }

    /// <summary>Resets all existing connections.</summary>
    public void Reset()
    {
        foreach (var pair in pairs.Values)
        {
            pair.Reset();
        }
    }

    /// <summary>
    /// Forwards no bytes in either direction and closes no connection, like a half-open connection or a black hole.
    /// </summary>
    public void Silence() => isSilent = true;

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        isShut = true;
        listener.Stop();
        Reset();
        await accepting;
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!end.IsCancellationRequested)
        {
            if (isShut)
            {
                await BreatheAsync();
                continue;
            }

            try
            {
                var near = await listener.AcceptTcpClientAsync(end.Token);
                _ = ConnectAsync(near);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                // The gate was shut in the meantime.
            }
        }
    }

    private async Task ConnectAsync(TcpClient near)
    {
        var id = Interlocked.Increment(ref last);
        using var far = new TcpClient();
        var pair = new Pair(near, far);
        pairs[id] = pair;
        try
        {
            await far.ConnectAsync(target, end.Token);
            await Task.WhenAny(PumpAsync(near.GetStream(), far.GetStream()), PumpAsync(far.GetStream(), near.GetStream()));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // One side has disconnected.
        }
        finally
        {
            pairs.TryRemove(id, out _);
            near.Dispose();
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[65536];
        try
        {
            while (await from.ReadAsync(buffer, end.Token) is var length and > 0)
            {
                while (isSilent)
                {
                    await BreatheAsync();
                }

                await to.WriteAsync(buffer.AsMemory(0, length), end.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has disconnected.
        }
    }

    private async Task BreatheAsync()
    {
        try
        {
            await Task.Delay(5, end.Token);
        }
        catch (OperationCanceledException)
        {
            // The test has ended.
        }
    }

    private sealed record Pair(TcpClient Near, TcpClient Far)
    {
        public void Reset()
        {
            foreach (var client in (TcpClient[])[Near, Far])
            {
                try
                {
                    client.Client.LingerState = new LingerOption(enable: true, 0);
                    client.Client.Close();
                }
                catch (Exception exception) when (exception is SocketException or ObjectDisposedException or NullReferenceException)
                {
                    // The connection is already closed.
                }
            }
        }
    }
}
