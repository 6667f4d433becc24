using System.Text.Json.Nodes;
using Outlier.Executor.Auth;
using Outlier.Executor.Database;
using Outlier.Executor.Desk.Parts;

namespace Outlier.Executor.Desk.Pages;

/// <summary>The endpoints of a batch's card and its steps. Each step answers with the new card.</summary>
internal static class BatchSteps
{
    public static void MapBatchSteps(this RouteGroupBuilder desk)
    {
        foreach (var kind in (string[])["broadcast", "campaign"])
        {
            desk.MapGet($"/{kind}s/{{id:long}}/card", async (long id, int? every, OutlierApi api, CancellationToken token) =>
                DeskRegistration.Fragment<BatchCard>(
                    ("Batch", Read(kind, await api.ShowBatchAsync(kind, id, token))), ("Every", Math.Clamp(every ?? 5, 5, 120))))
                .RequireRole(Role.Viewer);
            desk.MapStep(kind, "pause", Role.Editor, undo: "resume", undoRole: Role.Sender);
            desk.MapStep(kind, "resume", Role.Sender, undo: "pause", undoRole: Role.Editor);
            desk.MapStep(kind, "cancel", Role.Editor);
            desk.MapStep(kind, "approve", Role.Sender);
            desk.MapPost($"/{kind}s/{{id:long}}/test", async (long id, HttpRequest request, DeskContext context, OutlierApi api, CancellationToken token) =>
                {
                    var form = await DeskForm.ReadAsync(request, token);
                    var numbers = new JsonObject { ["phoneNumbers"] = new JsonArray([.. form["phoneNumbers"].Select(number => JsonValue.Create(number))]) };
                    var batch = await api.TestBatchAsync(kind, id, numbers.ToJsonString(), token);
                    return DeskRegistration.Fragment<BatchCard>(("Batch", Read(kind, batch)), ("Notice", context.Words["done.test"]));
                })
                .RequireRole(Role.Editor);
        }
    }

    /// <summary>Reads a batch from the database.</summary>
    public static BatchView Read(string kind, string json) => kind == "broadcast"
        ? BatchView.Of(DeskJson.Read(json, DeskJson.Default.BroadcastState))
        : BatchView.Of(DeskJson.Read(json, DeskJson.Default.Campaign));

    private static void MapStep(this RouteGroupBuilder desk, string kind, string step, Role role, string? undo = null, Role undoRole = Role.None) =>
        desk.MapPost($"/{kind}s/{{id:long}}/{step}", async (long id, DeskContext context, OutlierApi api, CancellationToken token) =>
            DeskRegistration.Fragment<BatchCard>(
                ("Batch", Read(kind, await api.StepBatchAsync(kind, id, step, token))),
                ("Notice", context.Words[$"done.{step}"]),
                ("Undo", context.Role >= undoRole ? undo : null)))
            .RequireRole(role);
}
