using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Calls;

namespace Outlier.Executor.Lookup;

/// <summary>Registers the client of the lookup service.</summary>
internal static class LookupRegistration
{
    public static void AddLookup(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LookupOptions>().BindConfiguration("Lookup")
            .Validate(options => !options.IsConfigured || OutboundClients.IsAddress(options.BaseUrl!), "Lookup__BaseUrl is not an address. Set it to one, such as https://lookup.example.org.")
            .ValidateOnStart();
        builder.Services.AddOutboundClient<ILookupApi>(
            LookupJson.Default.Options,
            services => services.GetRequiredService<IOptions<LookupOptions>>().Value is { IsConfigured: true } options ? options.BaseUrl! : "http://lookup.invalid");
        builder.Services.AddSingleton(provider =>
        {
            var (lookup, options) = (provider.GetRequiredService<ILookupApi>(), provider.GetRequiredService<IOptions<LookupOptions>>().Value);
            var authorization = options.Token is { Length: > 0 } secret ? $"Bearer {secret}" : null;
            return new RequestHandler("refresh_lookup", options.IsConfigured, (payload, token) =>
            {
                var wanted = payload.Deserialize(LookupJson.Default.WantedRefresh)!;
                return lookup.RefreshAsync(wanted.Conversation, wanted.Reference, authorization, token);
            });
        });
    }
}

/// <summary>Section <c>Lookup</c> of the configuration.</summary>
internal sealed class LookupOptions
{
    /// <summary>Address of the lookup service. Null or empty: there is none.</summary>
    public string? BaseUrl { get; set; }

    public string? Token { get; set; }

    public bool IsConfigured => !string.IsNullOrEmpty(BaseUrl);
}
