using Refit;

namespace Outlier.Executor.Calls;

/// <summary>The common setup of all HTTP clients.</summary>
internal static class OutboundClients
{
    /// <summary>Longest wait for a connection. If the call gets none, it was not made, and the database retries it later.</summary>
    internal static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <param name="services">The container.</param>
    /// <param name="json">JSON of the requests' bodies.</param>
    /// <param name="baseUrl">The API's address, from its options.</param>
    public static void AddOutboundClient<T>(
        this IServiceCollection services, System.Text.Json.JsonSerializerOptions json, Func<IServiceProvider, string> baseUrl)
        where T : class =>
        services.AddRefitGeneratedClient<T>(new RefitSettings { ContentSerializer = new SystemTextJsonContentSerializer(json) })
            .ConfigureHttpClient((provider, client) =>
            {
                client.BaseAddress = new Uri(baseUrl(provider).TrimEnd('/'));
                // OutboundCalls has its own timeout, which covers the answer's body too.
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            // The factory's own logs would be two lines for each text.
            .RemoveAllLoggers()
            .AddHttpMessageHandler(() => new OutboundHandler())
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.ConnectTimeout = ConnectTimeout;
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
                handler.AllowAutoRedirect = false;
                handler.UseCookies = false;
                handler.ActivityHeadersPropagator = null;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

    /// <summary>Whether a configured address can be called.</summary>
    public static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
}
