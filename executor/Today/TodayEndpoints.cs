using Outlier.Executor.Auth;
using Outlier.Executor.Database;
using Outlier.Executor.Http;

namespace Outlier.Executor.Today;

/// <summary>The endpoints of the current state, and of stopping and resuming all sending. Each makes one database call.</summary>
internal static class TodayEndpoints
{
    public static void MapToday(this WebApplication app)
    {
        app.MapTeam(["/today"], today =>
            today.MapGet("/", async (OutlierApi api, CancellationToken token) => new JsonAnswer<TodayState>(await api.TodayAsync(token)))
                .RequireRole(Role.Viewer)
                .WithSummary("Returns what is being sent, open problems with what to do, reviews that wait, and upcoming batches."));
        app.MapTeam(["/sending"], sending =>
        {
            sending.MapPost("/stop", async (OutlierApi api, CancellationToken token) =>
                    new JsonAnswer<SendingState>(await api.SwitchSendingAsync("stop", token)))
                .RequireRole(Role.Editor)
                .WithSummary("Stops all sending, from the next claim on.");
            sending.MapPost("/resume", async (OutlierApi api, CancellationToken token) =>
                    new JsonAnswer<SendingState>(await api.SwitchSendingAsync("resume", token)))
                .RequireRole(Role.Sender)
                .WithSummary("Resumes all sending.");
        });
    }
}
