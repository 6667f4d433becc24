using Microsoft.AspNetCore.Http.HttpResults;
using Outlier.Executor.Auth;
using Outlier.Executor.Database;

namespace Outlier.Executor.Desk.Pages;

/// <summary>The start page: batches that are being sent, problems, and the button that stops everything.</summary>
internal static class TodayPage
{
    public static void MapTodayPage(this RouteGroupBuilder desk)
    {
        desk.MapGet("/today", (OutlierApi api, CancellationToken token) => ShowAsync(api, notice: null, undo: null, token))
            .RequireRole(Role.Viewer);
        desk.MapPost("/sending/stop", async (DeskContext context, OutlierApi api, CancellationToken token) =>
            {
                await api.SwitchSendingAsync("stop", token);
                return await ShowAsync(api, context.Words["done.stop"], context.CanSend ? "resume" : null, token);
            })
            .RequireRole(Role.Editor);
        desk.MapPost("/sending/resume", async (DeskContext context, OutlierApi api, CancellationToken token) =>
            {
                await api.SwitchSendingAsync("resume", token);
                return await ShowAsync(api, context.Words["done.go-on"], "stop", token);
            })
            .RequireRole(Role.Sender);
    }

    private static async Task<RazorComponentResult> ShowAsync(OutlierApi api, string? notice, string? undo, CancellationToken token) =>
        DeskRegistration.Fragment<TodayView>(
            ("State", DeskJson.Read(await api.TodayAsync(token), DeskJson.Default.TodayState)), ("Notice", notice), ("Undo", undo));
}
