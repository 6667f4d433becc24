using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Outlier.Executor.Auth;

namespace Outlier.Executor.Http;

/// <summary>
/// Counts the requests of each caller per minute. Requests without a valid token count by IP address. An address that has
/// used its limit is refused before its next token is checked. Otherwise an attacker could continue guessing and learn of a correct guess.
/// The limiters of ASP.NET Core do not fit: they use a clock that tests cannot set.
/// </summary>
internal sealed class RateLimit(IOptions<RateLimitOptions> options, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private long minute;

    /// <summary>Runs before authentication.</summary>
    public Task RefuseAddressAsync(HttpContext context, RequestDelegate next) =>
        IsCounted(context) && Count(AddressOf(context), 0) >= options.Value.RequestsPerMinute ? RefuseAsync(context) : next(context);

    /// <summary>Runs after authentication.</summary>
    public Task CountAsync(HttpContext context, RequestDelegate next) =>
        IsCounted(context) && Count(CallerName.Of(context.User) ?? AddressOf(context), 1) > options.Value.RequestsPerMinute ? RefuseAsync(context) : next(context);

    /// <summary>Counts a webhook with a missing or wrong signature, separately from API requests from the same address.</summary>
    /// <returns>The refusal for an address that is over the limit. Null below the limit.</returns>
    public string? HasTooManyUnsigned(HttpContext context) =>
        Count($"unsigned {AddressOf(context)}", 1) > options.Value.RequestsPerMinute ? Refuse(context) : null;

    // Public endpoints are not limited: Missive's webhooks and health checks must always get through.
    private static bool IsCounted(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null;

    // A client with one IPv6 address usually controls its whole /64, so the /64 counts as one address.
    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "address:",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } six => $"address:{new IPAddress([.. six.GetAddressBytes()[..8], .. new byte[8]])}",
        var address => $"address:{address.MapToIPv4()}",
    };

    private int Count(string caller, int more)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        lock (gate)
        {
            if (now != minute)
            {
                minute = now;
                counts.Clear();
            }

            var count = counts.GetValueOrDefault(caller) + more;
            if (more > 0)
            {
                counts[caller] = count;
            }

            return count;
        }
    }

    private Task RefuseAsync(HttpContext context) => Answer.WriteErrorAsync(context, StatusCodes.Status429TooManyRequests, Refuse(context));

    private string Refuse(HttpContext context)
    {
        var seconds = 60 - (time.GetUtcNow().ToUnixTimeSeconds() % 60);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return $"More than {options.Value.RequestsPerMinute} requests in a minute. Wait {seconds} seconds.";
    }
}

/// <summary>Section <c>RateLimit</c> of the configuration.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>Requests per minute for each caller, and for each IP address without a valid token. Default 300.</summary>
    public int RequestsPerMinute { get; set; } = 300;
}
