using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Calls;

namespace Outlier.Executor.Twilio;

/// <summary>Registers what talks to Twilio.</summary>
internal static class TwilioRegistration
{
    public static void AddTwilio(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TwilioOptions>().BindConfiguration("Twilio")
            .Validate(options => OutboundClients.IsAddress(options.BaseUrl), "Twilio__BaseUrl is no address, such as https://api.twilio.com.")
            .Validate(
                options => string.IsNullOrEmpty(options.AccountSid) == string.IsNullOrEmpty(options.AuthToken),
                "Twilio__AccountSid and Twilio__AuthToken belong together: set both, or neither.")
            .ValidateOnStart();
        builder.Services.AddOutboundClient<ITwilioApi>(JsonSerializerOptions.Default, services => services.GetRequiredService<IOptions<TwilioOptions>>().Value.BaseUrl);
        builder.Services.AddSingleton<MessageLog>();
        builder.Services.AddTwilioRequests();
    }
}
