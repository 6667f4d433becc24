using Microsoft.Extensions.Hosting;

namespace Outlier.Tests.Executor;

/// <summary>A service that fails as soon as the program accepts requests.</summary>
internal sealed class FailingService(IHostApplicationLifetime lifetime) : BackgroundService
{
    public const string Words = "a service that fails for a test";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task;
        throw new InvalidOperationException(Words);
    }
}
