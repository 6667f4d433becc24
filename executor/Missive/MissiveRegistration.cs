using Microsoft.Extensions.Options;
using Refit;

namespace Outlier.Executor.Missive;

/// <summary>Registers what talks to Missive.</summary>
internal static class MissiveRegistration
{
    public static void AddMissive(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MissiveOptions>().BindConfiguration("Missive")
            .Validate(options => Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https", "Missive__BaseUrl is no address, such as https://public.missiveapp.com/v1.")
            .Validate(options => options.FirstMessagesToken.Length > 0, NotSet("FirstMessagesToken"))
            .Validate(options => options.SecondMessagesToken.Length > 0, NotSet("SecondMessagesToken"))
            .Validate(options => options.GeneralToken.Length > 0, NotSet("GeneralToken"))
            .Validate(options => options.WebhookSecret.Length > 0, "Missive__WebhookSecret is not set: the validation secret of the webhooks' rules.")
            .ValidateOnStart();
        builder.Services.AddRefitGeneratedClient<IMissiveApi>(new RefitSettings
            {
                ContentSerializer = new SystemTextJsonContentSerializer(MissiveJson.Default.Options),
            })
            .ConfigureHttpClient((services, client) =>
            {
                client.BaseAddress = new Uri(services.GetRequiredService<IOptions<MissiveOptions>>().Value.BaseUrl.TrimEnd('/'));
                // The sender has its own, which spans the answer's body too.
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            // No logs of the factory's own: they would be two lines for each text.
            .RemoveAllLoggers()
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
                handler.AllowAutoRedirect = false;
                handler.UseCookies = false;
                handler.ActivityHeadersPropagator = null;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        builder.Services.AddSingleton<MessageSender>();
    }

    private static string NotSet(string key) => $"Missive__{key} is not set: a token of Missive's REST API (Missive: Preferences, API).";
}
