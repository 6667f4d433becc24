using Microsoft.AspNetCore.Http.HttpResults;
using Outlier.Executor.Auth;
using Outlier.Executor.Database;

namespace Outlier.Executor.Desk.Pages;

/// <summary>The page of settings, with a form for each subject, and the audit log.</summary>
internal static class SettingsPage
{
    public static void MapSettingsPage(this RouteGroupBuilder desk)
    {
        desk.MapGet("/settings", (OutlierApi api, CancellationToken token) => ShowAsync(api, notice: null, undo: null, token)).RequireRole(Role.Viewer);
        desk.MapPost("/settings", async (HttpRequest request, DeskContext context, OutlierApi api, CancellationToken token) =>
            {
                var form = await DeskForm.ReadAsync(request, token);
                var before = SettingsForm.Fields(DeskJson.Read(await api.ShowSettingsAsync(token), DeskJson.Default.NewsroomSettings));
                await api.ChangeSettingsAsync(SettingsForm.Read(form).ToJsonString(), token);
                var undo = form.Keys.Where(before.ContainsKey).ToDictionary(key => key, key => before[key], StringComparer.Ordinal);
                return await ShowAsync(api, context.Words["settings.done"], undo.Count == form.Count ? undo : null, token);
            })
            .RequireRole(Role.Sender);
        desk.MapGet("/settings/audit", async (string? cursor, OutlierApi api, CancellationToken token) =>
                DeskRegistration.Fragment<AuditRows>(("Log", DeskJson.Read(await api.ListAuditAsync(cursor, batch: null, token), DeskJson.Default.AuditPage))))
            .RequireRole(Role.Viewer);
    }

    private static async Task<RazorComponentResult> ShowAsync(
        OutlierApi api, string? notice, IReadOnlyDictionary<string, string>? undo, CancellationToken token) =>
        DeskRegistration.Fragment<SettingsView>(
            ("Settings", DeskJson.Read(await api.ShowSettingsAsync(token), DeskJson.Default.NewsroomSettings)),
            ("Labels", DeskJson.Read(await api.ListCampaignSegmentsAsync(token), DeskJson.Default.IReadOnlyListCampaignLabel)),
            ("Log", DeskJson.Read(await api.ListAuditAsync(cursor: null, batch: null, token), DeskJson.Default.AuditPage)),
            ("Notice", notice),
            ("Undo", undo));
}
