using Outlier.Executor.Database;
using Outlier.Executor.Missive;
using Microsoft.Extensions.Options;

namespace Outlier.Executor.Queues;

/// <summary>Registers a worker for each queue.</summary>
internal static class QueueRegistration
{
    public static void AddQueues(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<QueueOptions>().BindConfiguration("Queues")
            .Validate(options => options.MaxInFlight is > 0 and <= 1000, "Queues__MaxInFlight must be 1 to 1000.")
            .ValidateOnStart();
        builder.Services.AddSingleton<QueueSignals>();
        foreach (var queue in QueueNames.All)
        {
            builder.Services.AddSingleton<IHostedService>(services => new QueueWorker(
                queue,
                services.GetRequiredService<OutlierApi>(),
                services.GetRequiredService<MessageSender>(),
                services.GetRequiredService<QueueSignals>().For(queue),
                services.GetRequiredService<IOptions<QueueOptions>>(),
                services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<QueueWorker>>()));
        }
    }
}
