using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outlier.Tests.Executor;

/// <summary>Runs in the program's own process before its first line (DOTNET_STARTUP_HOOKS), and adds a service that fails.</summary>
#pragma warning disable CA1050, MA0047, S3903 // The runtime looks for it by this name, in no namespace.
internal sealed class StartupHook : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
#pragma warning restore CA1050, MA0047, S3903
{
    public static void Initialize() => DiagnosticListener.AllListeners.Subscribe(new StartupHook());

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: "HostBuilding", Value: IHostBuilder builder })
        {
            builder.ConfigureServices(services => services.AddHostedService<FailingService>());
        }
    }

    public void OnCompleted()
    {
        // Nothing ends here.
    }

    public void OnError(Exception error)
    {
        // Nor fails.
    }
}
