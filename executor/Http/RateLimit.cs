using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Outlier.Executor.Auth;

namespace Outlier.Executor.Http;

/// <summary>
/// Counts the requests of each caller in each minute. Whoever shows no good token is counted by address, and an address that has
/// used its minute up is refused before its next token is looked at: else guessing would go on, and only wrong guesses would be told.
/// The limiters of ASP.NET Core would not do: they count by a clock of their own, which no test can move.
/// </summary>
internal sealed class RateLimit(IOptions<RateLimitOptions> options, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private long minute;

    /// <summary>To run before it is known who calls.</summary>
    public Task RefuseAddressAsync(HttpContext context, RequestDelegate next) =>
        IsCounted(context) && Count(AddressOf(context), 0) >= options.Value.RequestsPerMinute ? RefuseAsync(context) : next(context);

    /// <summary>To run once it is known who calls.</summary>
    public Task CountAsync(HttpContext context, RequestDelegate next) =>
        IsCounted(context) && Count(CallerName.Of(context.User) ?? AddressOf(context), 1) > options.Value.RequestsPerMinute ? RefuseAsync(context) : next(context);

    /// <summary>Counts a webhook that is not or wrongly signed, apart from what the team asks from the same address.</summary>
    /// <returns>Why the next ones need not even be told so; null while there are few.</returns>
    public string? HasTooManyUnsigned(HttpContext context) =>
        Count($"unsigned {AddressOf(context)}", 1) > options.Value.RequestsPerMinute ? Refuse(context) : null;

    // Missive's webhooks and health checks must get through; nobody needs a token for what is open.
    private static bool IsCounted(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null;

    // Whoever has one address of IPv6 has its whole /64.
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
    /// <summary>Of each caller; and, of requests whose token is not accepted, from each address.</summary>
    public int RequestsPerMinute { get; set; } = 300;
}
