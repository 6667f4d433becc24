using Outlier.Executor.Auth;
using Outlier.Executor.Database;
using Outlier.Executor.Http;

namespace Outlier.Executor.Audit;

/// <summary>The endpoints of the audit log.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this WebApplication app) => app.MapTeam(["/audit"], audit =>
        audit.MapGet("/", async (string? cursor, string? batch, OutlierApi api, CancellationToken token) =>
                new JsonAnswer<AuditPage>(await api.ListAuditAsync(cursor, batch, token)))
            .RequireRole(Role.Viewer)
            .WithSummary("Lists changes of batches, settings, templates, tokens and segments with their authors, newest first."));
}
