using Microsoft.Extensions.Options;
using Outlier.Executor.Auth;
using Outlier.Executor.Campaigns;
using Outlier.Executor.Database;
using Outlier.Executor.Http;
using Outlier.Executor.Outcomes;

namespace Outlier.Executor.Broadcasts;

/// <summary>The endpoints of broadcasts. Each makes one database call.</summary>
internal static class BroadcastEndpoints
{
    private const string Json = "application/json";

    public static void MapBroadcasts(this WebApplication app)
    {
        var turns = app.Services.GetRequiredService<CountingTurns>();
        var patience = TimeSpan.FromSeconds(app.Services.GetRequiredService<IOptions<CountingOptions>>().Value.TimeoutSeconds);
        app.MapTeam(["/broadcast-sidebar"], sidebar =>
        {
            sidebar.MapGet("/", async (string? limit, string? cursor, OutlierApi api, CancellationToken token) =>
                    new JsonAnswer<BroadcastSidebar>(await api.BroadcastSidebarAsync(limit, cursor, token)))
                .RequireRole(Role.Viewer)
                .WithSummary("Returns the upcoming broadcast and the latest past broadcasts with their results. With a cursor, returns earlier ones.");
            sidebar.MapPatch("/", async (HttpRequest request, OutlierApi api, CancellationToken token) =>
                    new JsonAnswer<UpcomingBroadcast>(await api.ChangeBroadcastAsync(await JsonBody.ReadAsync(request, token), token)))
                .RequireRole(Role.Editor).Accepts<BroadcastChange>(Json)
                .Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
                .WithSummary("Changes the upcoming broadcast. Omitted fields do not change.");
        });
        app.MapTeam(["/broadcasts"], broadcasts =>
        {
            broadcasts.MapGet("/", async (OutlierApi api, CancellationToken token) =>
                    new JsonAnswer<IReadOnlyList<YearBroadcast>>(await api.BroadcastYearAsync(token)))
                .RequireRole(Role.Viewer)
                .WithSummary("Lists the broadcasts of the last twelve months with their results, the latest first.");
            broadcasts.MapGet("/{id:long}/segments", async (long id, OutlierApi api, CancellationToken token) =>
                    new JsonAnswer<IReadOnlyList<BroadcastShare>>(await api.BroadcastAudienceAsync(id, token)))
                .RequireRole(Role.Viewer).Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
                .WithSummary("Lists all segments with their ratio in a broadcast and their own texts.");
            broadcasts.MapGet("/{id:long}/segments/count", async (long id, string? segment, string? ratio, HttpContext context, OutlierApi api, CancellationToken token) =>
                {
                    using var turn = await turns.TakeAsync(context, token);
                    return new JsonAnswer<SegmentCount>(await api.CountSegmentAsync(id, segment, ratio, patience, token));
                })
                .RequireRole(Role.Viewer).Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
                .WithSummary("Counts the people of a segment who may get a broadcast now, and those whom a ratio would take.");
        });
        app.MapTeam(["/broadcast-settings", "/broadcast-setting"], settings =>
        {
            settings.MapGet("/", async (OutlierApi api, CancellationToken token) =>
                    new JsonAnswer<BroadcastSettings>(await api.BroadcastSettingsAsync(token)))
                .RequireRole(Role.Viewer)
                .WithSummary("Returns the weekly schedule and the number of recipients.");
            settings.MapPost("/", async (HttpRequest request, OutlierApi api, CancellationToken token) =>
                    new JsonAnswer<BroadcastSettings>(
                        await api.ChangeBroadcastSettingsAsync(await JsonBody.ReadAsync(request, token), token)))
                .RequireRole(Role.Editor).Accepts<BroadcastSettingsChange>(Json)
                .WithSummary("Changes the weekly schedule. An omitted day keeps its time.");
        });
        // The sidebar calls this with GET although it sends. So no cache may answer it.
        app.MapTeam(["/send-now"], send =>
        {
            send.MapGet("/", SendNowAsync).RequireRole(Role.Sender).WithSummary("Does the same as POST, for programs that can send only GET.");
            send.MapPost("/", SendNowAsync).RequireRole(Role.Sender).WithSummary("Sends the upcoming broadcast at once.");
        });
    }

    private static async Task<JsonAnswer<Nothing>> SendNowAsync(HttpResponse response, OutlierApi api, CancellationToken token)
    {
        response.Headers.CacheControl = "no-store";
        return new JsonAnswer<Nothing>(await api.SendNowAsync(token));
    }
}
