using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Calls;

namespace Outlier.Executor.Twilio;

/// <summary>The handlers of requests to Twilio. All of them only read.</summary>
internal static class TwilioRequests
{
    // Each reads a page of the account's log. The database uses the pages differently: for delivery statuses, a failover,
    // a message whose answer was lost, messages whose id is unknown.
    private static readonly string[] Pages = ["list_messages", "list_lost_span", "find_message", "read_person"];

    public static void AddTwilioRequests(this IServiceCollection services)
    {
        foreach (var kind in Pages)
        {
            services.AddSingleton(provider =>
            {
                var log = provider.GetRequiredService<MessageLog>();
                return new RequestHandler(kind, log.IsConfigured, log.ReadPageAsync);
            });
        }

        services.AddSingleton(provider =>
        {
            var (twilio, options) = (provider.GetRequiredService<ITwilioApi>(), provider.GetRequiredService<IOptions<TwilioOptions>>().Value);
            return new RequestHandler("read_message", options.IsConfigured, (payload, token) => twilio.ReadMessageAsync(
                options.AccountSid!, payload.Deserialize(TwilioJson.Default.WantedMessage)!.Sid, options.Credentials, token));
        });
    }
}
