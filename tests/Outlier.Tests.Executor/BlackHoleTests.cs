using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Outlier.Executor.Calls;
using Outlier.Executor.Missive;
using Outlier.Executor.Telemetry;

namespace Outlier.Tests.Executor;

/// <summary>
/// Checks calls to a Missive that cannot be reached: if a request certainly was not sent, its outcome is not unknown.
/// </summary>
public sealed class BlackHoleTests
{
    private static readonly DraftRequest Draft =
        new(new Draft("Hello", new DraftField("+13135550100", "twilio"), [new DraftField("+13135550142")], null, null, Send: true));

    [Test]
    public async Task A_connection_that_is_never_made_has_written_nothing()
    {
        // A listener with a backlog of 0 that accepts nothing. One connection fills it; further ones are dropped, as by
        // a firewall.
        using var hole = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        hole.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        hole.Listen(0);
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await taken.ConnectAsync(hole.LocalEndPoint!);
        var answer = await CallAsync((IPEndPoint)hole.LocalEndPoint!, Task.CompletedTask);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.Null);
            Assert.That(answer.Written, Is.False);
        });
    }

    [Test]
    public async Task A_connection_that_is_made_and_never_answered_may_have_been_read()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var read = ReadAsync(silent);
        var answer = await CallAsync((IPEndPoint)silent.LocalEndpoint, read);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.Null);
            Assert.That(answer.Written, Is.True);
        });
        (await read).Dispose();
    }

    [Test]
    public async Task A_handshake_that_never_ends_has_written_nothing()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var read = ReadAsync(silent);
        var answer = await CallAsync((IPEndPoint)silent.LocalEndpoint, read, "https");
        Assert.That(answer.Written, Is.False);
        (await read).Dispose();
    }

    [Test]
    public void No_client_waits_for_a_connection_for_longer_than_ten_seconds()
    {
        var collection = Collect(new IPEndPoint(IPAddress.Loopback, 1), "http");
        var client = collection.Select(service => service.ImplementationInstance)
            .OfType<ConfigureNamedOptions<HttpClientFactoryOptions>>().First().Name!;
        using var services = collection.BuildServiceProvider();
        var handler = services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(client);
        while (handler is DelegatingHandler { InnerHandler: { } inner })
        {
            handler = inner;
        }

        Assert.That(((SocketsHttpHandler)handler).ConnectTimeout, Is.EqualTo(TimeSpan.FromSeconds(10)));
    }

    private static async Task<CallAnswer> CallAsync(IPEndPoint missive, Task until, string scheme = "http")
    {
        var time = new FakeTimeProvider();
        await using var services = Collect(missive, scheme).BuildServiceProvider();
        using var metrics = new OutlierMetrics(services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        var api = services.GetRequiredService<IMissiveApi>();
        var call = new OutboundCalls(time, metrics)
            .MakeAsync("first_messages", token => api.CreateDraftAsync(Draft, "token", token), CancellationToken.None);
        await until;
        time.Advance(TimeSpan.FromSeconds(60));
        return await call.WaitAsync(Newsroom.Limit);
    }

    private static ServiceCollection Collect(IPEndPoint missive, string scheme)
    {
        var services = new ServiceCollection();
        services.AddMetrics();
        services.AddLogging();
        services.AddOutboundClient<IMissiveApi>(MissiveJson.Default.Options, _ => $"{scheme}://{missive}");
        return services;
    }

    private static async Task<TcpClient> ReadAsync(TcpListener listener)
    {
        var client = await listener.AcceptTcpClientAsync();
        Assert.That(await client.GetStream().ReadAsync(new byte[4096]), Is.Positive);
        return client;
    }
}
