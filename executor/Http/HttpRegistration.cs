using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Outlier.Executor.Http;

/// <summary>What all endpoints share: errors, limits, CORS, the OpenAPI document.</summary>
internal static class HttpRegistration
{
    public static void AddHttp(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<HttpOptions>().BindConfiguration("Cors").BindConfiguration("RateLimit").BindConfiguration("Uploads")
            .Validate(options => options.OriginsAreOrigins, "Cors__Origins must be origins separated by commas, such as https://sidebar.example.org, without a path.")
            .Validate(options => options.RequestsPerMinute > 0, "RateLimit__RequestsPerMinute must be 1 or more.")
            .Validate(options => options.MaxBytes > 0, "Uploads__MaxBytes must be 1 or more.")
            .ValidateOnStart();
        builder.Services.AddExceptionHandler<Errors>();
        builder.Services.AddProblemDetails();
        builder.Services.AddCors();
        builder.Services.AddOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>().Configure<IOptions<HttpOptions>>((cors, http) =>
            cors.AddDefaultPolicy(policy => policy
                .WithOrigins(http.Value.OriginList)
                .WithHeaders("Authorization", "Content-Type")
                .WithMethods("GET", "POST", "PATCH", "DELETE")
                .WithExposedHeaders("Retry-After", "Content-Disposition")
                .SetPreflightMaxAge(TimeSpan.FromHours(1))));
        builder.Services.AddRateLimiter(options => options.OnRejected = RefuseAsync);
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<HttpOptions>>((limits, http) =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                RateLimitPartition.GetFixedWindowLimiter(CallerOf(context), _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = http.Value.RequestsPerMinute,
                    Window = TimeSpan.FromMinutes(1),
                }));
        });
        builder.Services.AddOpenApi(options => options.AddDocumentTransformer(OpenApiDocument.Describe));
    }

    /// <summary>In this order: an error answer has the CORS headers too, and a refused token counts against its address.</summary>
    public static void UseHttp(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(context =>
            Errors.Answer(context.HttpContext.Response.StatusCode, Errors.MessageOf(context.HttpContext.Response.StatusCode)).ExecuteAsync(context.HttpContext));
        app.UseCors();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }

    private static string CallerOf(HttpContext context) => context.User.Identity is { IsAuthenticated: true } identity
        ? $"name {identity.AuthenticationType} {identity.Name}"
        : $"address {context.Connection.RemoteIpAddress}";

    private static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken token)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
        context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await Errors.Answer(StatusCodes.Status429TooManyRequests, Errors.MessageOf(StatusCodes.Status429TooManyRequests))
            .ExecuteAsync(context.HttpContext).ConfigureAwait(false);
    }
}
