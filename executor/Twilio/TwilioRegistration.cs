using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Calls;

namespace Outlier.Executor.Twilio;

/// <summary>Registers the client of Twilio.</summary>
internal static class TwilioRegistration
{
    public static void AddTwilio(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TwilioOptions>().BindConfiguration("Twilio")
            .Validate(options => OutboundClients.IsAddress(options.BaseUrl), "Twilio__BaseUrl is not an address. Set it to one, such as https://api.twilio.com.")
            .Validate(
                options => string.IsNullOrEmpty(options.AccountSid) == string.IsNullOrEmpty(options.AuthToken),
                "Twilio__AccountSid and Twilio__AuthToken belong together: set both, or neither.")
            .ValidateOnStart();
        builder.Services.AddOutboundClient<ITwilioApi>(JsonSerializerOptions.Default, services => services.GetRequiredService<IOptions<TwilioOptions>>().Value.BaseUrl);
        builder.Services.AddSingleton<MessageLog>();
        builder.Services.AddTwilioRequests();
    }
}

/// <summary>Section <c>Twilio</c> of the configuration. Without it, delivery statuses come from Missive only.</summary>
internal sealed class TwilioOptions
{
    public string BaseUrl { get; set; } = "https://api.twilio.com";

    /// <summary>SID of the account that Missive sends with, such as <c>AC…</c>.</summary>
    public string? AccountSid { get; set; }

    public string? AuthToken { get; set; }

    public bool IsConfigured => !string.IsNullOrEmpty(AccountSid) && !string.IsNullOrEmpty(AuthToken);

    /// <summary>The value of the Authorization header.</summary>
    public string Credentials => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AccountSid}:{AuthToken}"));
}
