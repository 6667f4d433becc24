using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace Outlier.Executor.Http;

/// <summary>The middleware of all requests.</summary>
internal static class HttpRegistration
{
    public static void AddHttp(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RateLimitOptions>().BindConfiguration("RateLimit")
            .Validate(options => options.RequestsPerMinute > 0, "RateLimit__RequestsPerMinute must be 1 or more.")
            .ValidateOnStart();
        builder.Services.AddOptions<CorsOrigins>().BindConfiguration("Cors")
            .Validate(options => options.AreOrigins, "Cors__Origins must be addresses without a path, separated by commas, such as https://sidebar.example.org,http://localhost:5173.")
            .ValidateOnStart();
        builder.Services.AddExceptionHandler<ErrorHandler>();
        builder.Services.AddSingleton<RateLimit>();
        builder.Services.AddCors();
        builder.Services.AddOptions<CorsOptions>().Configure<IOptions<CorsOrigins>>((cors, configured) => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. configured.Value.All])
            .WithHeaders("Authorization", "Content-Type")
            .WithMethods("GET", "POST", "PATCH", "DELETE")
            .WithExposedHeaders("Retry-After", "Content-Disposition")
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
    }

    /// <summary>The order matters: error handler, CORS, authentication and rate limits, authorization.</summary>
    public static void UseHttp(this WebApplication app)
    {
        var limit = app.Services.GetRequiredService<RateLimit>();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context =>
            Answer.WriteErrorAsync(context.HttpContext, context.HttpContext.Response.StatusCode, StatusMessages.Of(context.HttpContext)));
        app.UseRouting();
        app.UseCors();
        app.Use(limit.RefuseAddressAsync);
        app.UseAuthentication();
        app.Use(limit.CountAsync);
        app.UseAuthorization();
    }
}
