using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Npgsql;
using Outlier.Executor.Auth;
using Outlier.Executor.Broadcasts;
using Outlier.Executor.Campaigns;
using Outlier.Executor.Database;
using Outlier.Executor.Desk.Parts;
using Outlier.Executor.Http;

namespace Outlier.Executor.Desk.Pages;

/// <summary>
/// The page of the upcoming broadcast, its schedule and past broadcasts. Each handler makes the calls of the JSON endpoints and renders a
/// component. This page is the model for the others.
/// </summary>
internal static class BroadcastPage
{
    private const string Ratio = "ratio-";
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static void MapBroadcastPage(this RouteGroupBuilder desk, IServiceProvider services)
    {
        var turns = services.GetRequiredService<CountingTurns>();
        var patience = TimeSpan.FromSeconds(services.GetRequiredService<IOptions<CountingOptions>>().Value.TimeoutSeconds);
        desk.MapSegments(turns, patience);
        desk.MapHold("pause", "resume", Role.Editor, Role.Sender);
        desk.MapHold("resume", "pause", Role.Sender, Role.Editor);
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

    private static void MapSegments(this RouteGroupBuilder desk, CountingTurns turns, TimeSpan patience)
    {
        desk.MapPost("/broadcast/segments", async (HttpRequest request, DeskContext context, OutlierApi api, CancellationToken token) =>
            {
                var form = await DeskForm.ReadAsync(request, token);
                var shares = form.Keys.Where(key => key.StartsWith(Ratio, StringComparison.Ordinal)).Select(key => key[Ratio.Length..]).Select(segment => new JsonObject
                {
                    ["id"] = segment,
                    ["ratio"] = DecimalPoint(form[Ratio + segment].ToString()),
                    ["firstMessage"] = DeskForm.Text(form, $"first-{segment}"),
                    ["secondMessage"] = DeskForm.Text(form, $"second-{segment}"),
                });
                var change = new JsonObject { ["id"] = form["id"].ToString(), ["segments"] = new JsonArray([.. shares]) };
                await api.ChangeBroadcastAsync(change.ToJsonString(), token);
                return await ShowAsync(api, context.Words["done.segments"], cursor: null, token);
            })
            .RequireRole(Role.Editor);
        desk.MapGet("/broadcast/segments/count", async (long? id, string? segment, HttpContext http, DeskContext context, OutlierApi api, CancellationToken token) =>
            {
                try
                {
                    using var turn = await turns.TakeAsync(http, token);
                    var answer = await api.CountSegmentAsync(id ?? 0, segment, DecimalPoint(http.Request.Query[Ratio + segment].ToString()), patience, token);
                    var count = DeskJson.Read(answer, DeskJson.Default.SegmentCount);
                    var key = count.Wanted is null ? "segment.count.bad" : count.Wanted > count.People ? "segment.count.few" : "segment.count";
                    return Results.Text(context.Words[key, context.Words.Number(count.Wanted ?? 0), context.Words.Number(count.People)]);
                }
                // If one segment cannot be counted, the editor can still change the others.
                catch (Exception problem) when (problem is RequestException or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled or "OT002" or "OT003" })
                {
                    return Results.Text(context.Words["segment.count.failed"]);
                }
            })
            .RequireRole(Role.Viewer);
    }

    private static void MapHold(this RouteGroupBuilder desk, string step, string undo, Role role, Role undoRole) =>
        desk.MapPost($"/broadcast/{step}", async (HttpRequest request, DeskContext context, OutlierApi api, CancellationToken token) =>
            {
                var form = await DeskForm.ReadAsync(request, token);
                await api.StepBatchAsync("broadcast", long.TryParse(form["id"], CultureInfo.InvariantCulture, out var id) ? id : 0, step, token);
                return await ShowAsync(api, context.Words[$"done.upcoming.{step}"], cursor: null, token, context.Role >= undoRole ? undo : null);
            })
            .RequireRole(role);

    // Some languages write percents with a decimal comma.
    private static string DecimalPoint(string share) => share.Trim().TrimEnd('%').TrimEnd().Replace(',', '.');

    private static async Task<RazorComponentResult> ShowAsync(OutlierApi api, string? notice, string? cursor, CancellationToken token, string? undo = null)
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
            ("Sidebar", sidebar), ("Schedule", settings.Schedule ?? new WeeklySchedule()), ("Shares", shares), ("Notice", notice), ("Undo", undo));
    }
}
