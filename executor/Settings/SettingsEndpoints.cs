using Outlier.Executor.Auth;
using Outlier.Executor.Database;
using Outlier.Executor.Http;

namespace Outlier.Executor.Settings;

/// <summary>The settings that the team reads and changes. Each endpoint makes one call of the database.</summary>
internal static class SettingsEndpoints
{
    public static void MapSettings(this WebApplication app) => app.MapTeam(["/settings"], settings =>
    {
        settings.MapGet("/", async (OutlierApi api, CancellationToken token) =>
                new JsonAnswer<NewsroomSettings>(await api.ShowSettingsAsync(token)))
            .RequireRole(Role.Viewer)
            .WithSummary("Returns the settings: numbers, time zone, labels, caps, approval, price, contact hours and texts.");
        settings.MapPatch("/", async (HttpRequest request, OutlierApi api, CancellationToken token) =>
                new JsonAnswer<NewsroomSettings>(await api.ChangeSettingsAsync(await JsonBody.ReadAsync(request, token), token)))
            .RequireRole(Role.Sender).Accepts<SettingsChange>("application/json")
            .WithSummary("Changes settings. Omitted settings do not change.");
    });
}
