using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Outlier.Executor.Database;
using Outlier.Executor.Desk.Pages;
using Outlier.Executor.Http;

namespace Outlier.Executor.Desk;

/// <summary>The endpoints of the team's page: a shell without data, which is public, and fragments, which need a token.</summary>
internal static class DeskRegistration
{
    public static void AddDesk(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DeskOptions>().BindConfiguration("Desk")
            .Validate(
                options => options.AreOrigins,
                "Desk__FrameAncestors must be origins, separated by commas, such as https://*.missiveapp.com,https://intranet.example.org.")
            .ValidateOnStart();
        builder.Services.AddExceptionHandler<DeskErrorHandler>();
        builder.Services.AddRazorComponents();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<DeskContext>();
    }

    public static void MapDesk(this WebApplication app)
    {
        var ancestors = app.Services.GetRequiredService<IOptions<DeskOptions>>().Value.All;
        var policy =
            "default-src 'none'; script-src 'self' https://integrations.missiveapp.com; "
            + "style-src 'self' https://integrations.missiveapp.com; font-src https://integrations.missiveapp.com; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + $"frame-ancestors {(ancestors.Count == 0 ? "'none'" : string.Join(' ', ancestors))}";
        app.MapGet("/desk", (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = policy;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            context.Response.Headers.CacheControl = "no-cache";
            context.Response.Headers.Vary = "Accept-Language";
            return new RazorComponentResult<Shell>();
        }).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/desk/assets/{file}", DeskAssets.Serve).AllowAnonymous().ExcludeFromDescription();

        var desk = app.MapGroup("/desk").WithMetadata(new SizeLimit(SizeLimit.Json)).ExcludeFromDescription();
        desk.AddEndpointFilter(PrepareAsync);
        desk.MapTodayPage();
        desk.MapBatchSteps();
        desk.MapBroadcastPage(app.Services);
        desk.MapCampaignsPage(app.Services);
        desk.MapResultsPage();
        desk.MapPersonPage();
        desk.MapReviewsPage();
        desk.MapSettingsPage();
    }

    /// <summary>Renders a component as the answer to a request.</summary>
    public static RazorComponentResult Fragment<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent => new(
            typeof(TComponent),
            parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal));

    private static async ValueTask<object?> PrepareAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var services = http.RequestServices;
        await services.GetRequiredService<DeskContext>().LoadAsync(services.GetRequiredService<OutlierApi>(), http.RequestAborted);
        return await next(context);
    }
}
