using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outlier.Tests.Executor;

/// <summary>
/// Adds a failing service to the program. It runs in the program's process before its first line
/// (DOTNET_STARTUP_HOOKS).
/// </summary>
#pragma warning disable CA1050, MA0047, S3903 // The runtime requires this name and no namespace.
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
        // Required by the interface. The source never completes.
    }

    public void OnError(Exception error)
    {
        // Required by the interface. The source never fails.
    }
}
