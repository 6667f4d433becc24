using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Calls;

namespace Outlier.Executor.Dub;

/// <summary>Registers the client of Dub.</summary>
internal static class DubRegistration
{
    public static void AddDub(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DubOptions>().BindConfiguration("Dub")
            .Validate(options => OutboundClients.IsAddress(options.BaseUrl), "Dub__BaseUrl is not an address. Set it to one, such as https://api.dub.co.")
            .ValidateOnStart();
        builder.Services.AddOutboundClient<IDubApi>(DubJson.Default.Options, services => services.GetRequiredService<IOptions<DubOptions>>().Value.BaseUrl);
        builder.Services.AddSingleton(provider =>
        {
            var (dub, options) = (provider.GetRequiredService<IDubApi>(), provider.GetRequiredService<IOptions<DubOptions>>().Value);
            IReadOnlyList<string>? tags = options.TagName is { Length: > 0 } tag ? [tag] : null;
            return new RequestHandler("shorten_link", options.ApiKey is { Length: > 0 }, (payload, token) =>
                dub.UpsertLinkAsync(payload.Deserialize(DubJson.Default.DubLink)! with { TagNames = tags }, options.ApiKey!, token));
        });
    }
}

/// <summary>Section <c>Dub</c> of the configuration.</summary>
internal sealed class DubOptions
{
    public string BaseUrl { get; set; } = "https://api.dub.co";

    /// <summary>API key. Empty: links are not shortened.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Id of the tag for new links. Null for none.</summary>
    public string? TagName { get; set; }
}
