using Outlier.Executor.Auth;
using Outlier.Executor.Database;
using Outlier.Executor.Http;

namespace Outlier.Executor.Today;

/// <summary>What happens now, and the switch for all of it. Each endpoint makes one call of the database.</summary>
internal static class TodayEndpoints
{
    public static void MapToday(this WebApplication app)
    {
        app.MapTeam(["/today"], today =>
            today.MapGet("/", async (OutlierApi api, CancellationToken token) => new JsonAnswer<TodayState>(await api.TodayAsync(token)))
                .RequireRole(Role.Viewer)
                .WithSummary("What is being sent, problems with what to do, reviews that wait, and what comes next."));
        app.MapTeam(["/sending"], sending =>
        {
            sending.MapPost("/stop", async (OutlierApi api, CancellationToken token) =>
                    new JsonAnswer<SendingState>(await api.SwitchSendingAsync("stop", token)))
                .RequireRole(Role.Editor)
                .WithSummary("Stops everything that is being sent, at the next claim.");
            sending.MapPost("/resume", async (OutlierApi api, CancellationToken token) =>
                    new JsonAnswer<SendingState>(await api.SwitchSendingAsync("resume", token)))
                .RequireRole(Role.Sender)
                .WithSummary("Goes on with all sending where it stood.");
        });
    }
}
