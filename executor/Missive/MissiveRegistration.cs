using Microsoft.Extensions.Options;
using Outlier.Executor.Calls;

namespace Outlier.Executor.Missive;

/// <summary>Registers the client of Missive.</summary>
internal static class MissiveRegistration
{
    public static void AddMissive(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MissiveOptions>().BindConfiguration("Missive")
            .Validate(options => OutboundClients.IsAddress(options.BaseUrl), "Missive__BaseUrl is not an address. Set it to one, such as https://public.missiveapp.com/v1.")
            .Validate(options => !string.IsNullOrWhiteSpace(options.FirstMessagesToken), NotSet("FirstMessagesToken"))
            .Validate(options => !string.IsNullOrWhiteSpace(options.SecondMessagesToken), NotSet("SecondMessagesToken"))
            .Validate(options => !string.IsNullOrWhiteSpace(options.GeneralToken), NotSet("GeneralToken"))
            .Validate(options => !string.IsNullOrWhiteSpace(options.WebhookSecret), "Missive__WebhookSecret is not set. Set it to the validation secret of the webhook rules in Missive.")
            .ValidateOnStart();
        builder.Services.AddSingleton<OutboundCalls>();
        builder.Services.AddOutboundClient<IMissiveApi>(
            MissiveJson.Default.Options, services => services.GetRequiredService<IOptions<MissiveOptions>>().Value.BaseUrl);
        builder.Services.AddMissiveRequests();
    }

    private static string NotSet(string key) => $"Missive__{key} is not set. Set it to a token of Missive's REST API (in Missive: Preferences, API).";
}
