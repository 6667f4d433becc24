using Outlier.Executor.Auth;
using Outlier.Executor.Database;
using Outlier.Executor.Http;
using Outlier.Executor.Outcomes;

namespace Outlier.Executor.Batches;

/// <summary>The steps that broadcasts and campaigns share. Each endpoint makes one database call, which returns the batch.</summary>
internal static class BatchEndpoints
{
    private const string Json = "application/json";

    public static void MapBatches(this WebApplication app)
    {
        app.MapSteps<BroadcastState>("broadcast", ["/broadcasts"]);
        app.MapSteps<Campaigns.Campaign>("campaign", ["/campaigns", "/campaign"]);
    }

    private static void MapSteps<TBatch>(this WebApplication app, string kind, string[] names) => app.MapTeam(names, batches =>
    {
        batches.MapStep<TBatch>(kind, "pause", Role.Editor, $"Pauses a {kind} until it is resumed.");
        batches.MapStep<TBatch>(kind, "resume", Role.Sender, $"Resumes a paused {kind}.");
        batches.MapStep<TBatch>(kind, "cancel", Role.Editor, $"Cancels a {kind}. Messages that still wait are not sent.");
        batches.MapStep<TBatch>(kind, "approve", Role.Sender, $"Approves the current content of a {kind}. People who wrote it cannot approve it.");
        batches.MapPost("/{id:long}/test", async (long id, HttpRequest request, OutlierApi api, CancellationToken token) =>
                new JsonAnswer<TBatch>(await api.TestBatchAsync(kind, id, await JsonBody.ReadAsync(request, token), token)))
            .RequireRole(Role.Editor).Accepts<TestNumbers>(Json).Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
            .WithSummary($"Sends the texts of a {kind} to test numbers.");
        batches.MapGet("/{id:long}", async (long id, OutlierApi api, CancellationToken token) =>
                new JsonAnswer<TBatch>(await api.ShowBatchAsync(kind, id, token)))
            .RequireRole(Role.Viewer).Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
            .WithSummary($"Returns a {kind} with its progress and forecast.");
        batches.MapOutcomes(kind);
    });

    private static void MapStep<TBatch>(this RouteGroupBuilder batches, string kind, string step, Role role, string summary) =>
        batches.MapPost($"/{{id:long}}/{step}", async (long id, OutlierApi api, CancellationToken token) =>
                new JsonAnswer<TBatch>(await api.StepBatchAsync(kind, id, step, token)))
            .RequireRole(role).Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
            .WithSummary(summary);
}
