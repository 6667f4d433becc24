namespace Outlier.Simulator.Hosting;

/// <summary>
/// Prevents the web host from handling the signals of a process that contains the simulator only temporarily.
/// </summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
