using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Outlier.Executor.Commands;

namespace Outlier.Tests.Executor;

/// <summary>The executor as deployed, but in this process and on a free port.</summary>
internal sealed class RunningExecutor : IAsyncDisposable
{
    public const string Secret = "example-signature-secret";
    public const string FirstToken = "token-of-first-messages-1111";
    public const string SecondToken = "token-of-second-messages-2222";
    private readonly WebApplication app;
    private bool stopped;

    private RunningExecutor(WebApplication app, LogSink log)
    {
        this.app = app;
        Log = log;
    }

    public LogSink Log { get; }

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>The executor's services.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>The executor's HTTP endpoints.</summary>
    public IEnumerable<RouteEndpoint> Endpoints => app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    /// <param name="connectionString">Connection string of the database.</param>
    /// <param name="simulator">Address of the simulator, which replaces Missive.</param>
    /// <param name="time">The clock. The default is the machine's clock.</param>
    /// <param name="settings">Settings in addition to the required ones.</param>
    /// <param name="services">Changes to the executor's services.</param>
    public static async Task<RunningExecutor> StartAsync(
        string connectionString, Uri simulator, TimeProvider? time = null, IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? services = null)
    {
        var log = new LogSink();
        var program = RunCommand.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection(Configuration(connectionString, simulator));
            builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal));
            builder.Logging.ClearProviders().AddProvider(log);
            builder.Services.AddSingleton(time ?? TimeProvider.System);
            services?.Invoke(builder.Services);
        });
        await program.StartAsync();
        return new RunningExecutor(program, log);
    }

    public static Dictionary<string, string?> Configuration(string connectionString, Uri simulator) => new(StringComparer.Ordinal)
    {
        // Pooled, as in production. The pool ends with the executor, before its database is dropped.
        ["ConnectionStrings:Outlier"] = connectionString + ";Pooling=true",
        ["Missive:BaseUrl"] = new Uri(simulator, "v1").ToString(),
        ["Missive:FirstMessagesToken"] = FirstToken,
        ["Missive:SecondMessagesToken"] = SecondToken,
        ["Missive:GeneralToken"] = "token-of-the-rest",
        ["Missive:WebhookSecret"] = Secret,
        ["urls"] = "http://127.0.0.1:0",
    };

    public async Task StopAsync()
    {
        if (!stopped)
        {
            stopped = true;
            await app.StopAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await app.DisposeAsync();
    }
}
