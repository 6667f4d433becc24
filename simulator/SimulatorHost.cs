using Outlier.Simulator.Control;
using Outlier.Simulator.Dub;
using Outlier.Simulator.Hosting;
using Outlier.Simulator.Missive;
using Outlier.Simulator.Twilio;

namespace Outlier.Simulator;

/// <summary>A running simulator.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private const int LargestBody = 10 * 1024 * 1024;

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping;

    private SimulatorHost(WebApplication app, SimulatorState state, CancellationTokenSource stopping)
    {
        _app = app;
        _stopping = stopping;
        State = state;
        Address = new Uri(app.Urls.First());
    }

    /// <summary>The base address it listens on.</summary>
    public Uri Address { get; }

    /// <summary>The simulator's state, and the methods to change it.</summary>
    public SimulatorState State { get; }

    /// <summary>Starts a simulator in this process.</summary>
    /// <param name="options">The options. The simulator keeps this object, so later changes take effect.</param>
    /// <param name="time">The clock of quotas, statuses and pauses. Null: the system's clock.</param>
    /// <returns>The simulator. It already accepts connections.</returns>
    public static async Task<SimulatorHost> StartAsync(SimulatorOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var stopping = new CancellationTokenSource();
        var state = new SimulatorState(options, time ?? TimeProvider.System);
        var pipeline = new CallPipeline(
            state, new MissiveVendor(state), new TwilioVendor(state), new DubVendor(state), new ControlPanel(state), stopping.Token);

        var app = Build(options);
        app.Run(pipeline.HandleAsync);
        await app.StartAsync();
        return new SimulatorHost(app, state, stopping);
    }

    /// <summary>Waits until the process gets SIGINT, SIGTERM or SIGQUIT.</summary>
    /// <returns>A task that ends with the signal.</returns>
    public static async Task WaitForStopSignalAsync()
    {
        using var signals = new StopSignals();
        await signals.Asked;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Calls that a fault delays end now, so that they do not delay the stop.
        await _stopping.CancelAsync();
        await State.Webhooks.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private static WebApplication Build(SimulatorOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        return builder.Build();
    }
}
