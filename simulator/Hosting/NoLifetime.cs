namespace Outlier.Simulator.Hosting;

/// <summary>Keeps the web host from taking over the signals of a process that only hosts the simulator for a while.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
