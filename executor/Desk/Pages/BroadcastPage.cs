using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Outlier.Executor.Auth;
using Outlier.Executor.Broadcasts;
using Outlier.Executor.Database;
using Outlier.Executor.Desk.Parts;

namespace Outlier.Executor.Desk.Pages;

/// <summary>
/// The upcoming broadcast, its schedule and the past ones. Each handler makes the calls of the JSON endpoints and answers with a
/// component. This page is the model for the others.
/// </summary>
internal static class BroadcastPage
{
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static void MapBroadcastPage(this RouteGroupBuilder desk)
    {
        desk.MapGet("/broadcast", (string? cursor, OutlierApi api, CancellationToken token) => ShowAsync(api, notice: null, cursor, token))
            .RequireRole(Role.Viewer);
        desk.MapPost("/broadcast", async (HttpRequest request, DeskContext context, OutlierApi api, CancellationToken token) =>
            {
                var form = await DeskForm.ReadAsync(request, token);
                var change = DeskForm.ReadBatch(form, context);
                change["id"] = form["id"].ToString();
                await api.ChangeBroadcastAsync(change.ToJsonString(), token);
                return await ShowAsync(api, context.Words["done.saved"], cursor: null, token);
            })
            .RequireRole(Role.Editor);
        desk.MapPost("/broadcast/schedule", async (HttpRequest request, DeskContext context, OutlierApi api, CancellationToken token) =>
            {
                var form = await DeskForm.ReadAsync(request, token);
                var schedule = new JsonObject(Days.Where(form.ContainsKey).Select(day =>
                    KeyValuePair.Create<string, JsonNode?>(day, form[day].ToString() is { Length: > 0 } at ? at : null)));
                await api.ChangeBroadcastSettingsAsync(new JsonObject { ["schedule"] = schedule }.ToJsonString(), token);
                return await ShowAsync(api, context.Words["done.schedule"], cursor: null, token);
            })
            .RequireRole(Role.Editor);
        desk.MapPost("/broadcast/send-now", async (DeskContext context, OutlierApi api, CancellationToken token) =>
            {
                await api.SendNowAsync(token);
                return await ShowAsync(api, context.Words["done.send-now"], cursor: null, token);
            })
            .RequireRole(Role.Sender);
        desk.MapPost("/measure", async (HttpRequest request, OutlierApi api, CancellationToken token) =>
            {
                var form = await DeskForm.ReadAsync(request, token);
                var field = form.Keys.FirstOrDefault() ?? "firstMessage";
                var measured = DeskJson.Read(await api.MeasureTextAsync(DeskForm.Text(form, field), token), DeskJson.Default.MeasuredText);
                return DeskRegistration.Fragment<MeasureView>(("Measured", measured), ("Field", field));
            })
            .RequireRole(Role.Viewer);
    }

    private static async Task<RazorComponentResult> ShowAsync(OutlierApi api, string? notice, string? cursor, CancellationToken token)
    {
        var sidebar = DeskJson.Read(await api.BroadcastSidebarAsync("10", cursor, token), DeskJson.Default.BroadcastSidebar);
        if (!string.IsNullOrEmpty(cursor))
        {
            return DeskRegistration.Fragment<PastBroadcasts>(("Past", sidebar.Past), ("Cursor", sidebar.CurrentCursor));
        }

        var settings = DeskJson.Read(await api.BroadcastSettingsAsync(token), DeskJson.Default.BroadcastSettings);
        IReadOnlyList<BroadcastShare> shares = sidebar.Upcoming is { } upcoming
            ? DeskJson.Read(await api.BroadcastAudienceAsync(upcoming.Id, token), DeskJson.Default.IReadOnlyListBroadcastShare)
            : [];
        return DeskRegistration.Fragment<BroadcastView>(
            ("Sidebar", sidebar), ("Schedule", settings.Schedule ?? new WeeklySchedule()), ("Shares", shares), ("Notice", notice));
    }
}
