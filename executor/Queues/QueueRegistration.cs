using Microsoft.Extensions.Options;
using Outlier.Executor.Database;
using Outlier.Executor.Requests;
using Outlier.Executor.Telemetry;

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
        builder.Services.AddSingleton<ClaimHealth>();
        builder.Services.AddSingleton<MessageSender>();
        foreach (var name in QueueNames.Messages)
        {
            builder.Services.AddWorker<MessageItem, SendResult>(services => new MessageQueue(
                name, services.GetRequiredService<OutlierApi>(), services.GetRequiredService<MessageSender>(), services.GetRequiredService<MessageTraces>()));
        }

        builder.Services.AddSingleton<RequestQueue>();
        builder.Services.AddWorker<ClaimedRequest, RequestResult>(services => services.GetRequiredService<RequestQueue>());
    }

    private static void AddWorker<TItem, TResult>(this IServiceCollection services, Func<IServiceProvider, IQueue<TItem, TResult>> create) =>
        services.AddSingleton<IHostedService>(provider =>
        {
            var queue = create(provider);
            return new QueueWorker<TItem, TResult>(
                queue,
                provider.GetRequiredService<QueueSignals>().For(queue.Name),
                provider.GetRequiredService<IOptions<QueueOptions>>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<OutlierMetrics>(),
                provider.GetRequiredService<ClaimHealth>(),
                provider.GetRequiredService<ILogger<QueueWorker<TItem, TResult>>>());
        });
}

/// <summary>Section <c>Queue</c> of the configuration.</summary>
internal sealed class QueueOptions
{
    /// <summary>Concurrent calls for each queue. The quota in the database may allow fewer.</summary>
    public int MaxInFlight { get; set; } = 400;
}
