using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Outlier.Executor.Auth;
using Outlier.Executor.Campaigns;
using Outlier.Executor.Database;
using Outlier.Executor.Http;

namespace Outlier.Executor.Desk.Pages;

/// <summary>The pages of campaigns: the list, one campaign, and the forms for new ones.</summary>
internal static class CampaignsPage
{
    public static void MapCampaignsPage(this RouteGroupBuilder desk, IServiceProvider services)
    {
        var turns = services.GetRequiredService<CountingTurns>();
        var patience = TimeSpan.FromSeconds(services.GetRequiredService<IOptions<CountingOptions>>().Value.TimeoutSeconds);
        var upload = new SizeLimit(services.GetRequiredService<IOptions<UploadOptions>>().Value.MaxBytes);
        desk.MapList();
        desk.MapOne(turns);
        desk.MapAudience(turns, patience);
        desk.MapFile(turns, upload);
    }

    private static void MapList(this RouteGroupBuilder desk)
    {
        desk.MapGet("/campaigns", async (string? page, string? search, OutlierApi api, CancellationToken token) =>
                DeskRegistration.Fragment<CampaignsView>(("List", await ReadListAsync(api, page, search, token)), ("Search", search)))
            .RequireRole(Role.Viewer);
        desk.MapGet("/campaigns/list", async (string? page, string? search, OutlierApi api, CancellationToken token) =>
                DeskRegistration.Fragment<CampaignListView>(("List", await ReadListAsync(api, page, search, token)), ("Search", search)))
            .RequireRole(Role.Viewer);
    }

    private static void MapOne(this RouteGroupBuilder desk, CountingTurns turns)
    {
        desk.MapGet("/campaigns/{id:long}", (long id, DeskContext context, OutlierApi api, CancellationToken token) =>
                ShowAsync(id, notice: null, context, api, token))
            .RequireRole(Role.Viewer);
        desk.MapGet("/campaigns/new", async (OutlierApi api, CancellationToken token) =>
                DeskRegistration.Fragment<CampaignNewView>(("Labels", await ReadLabelsAsync(api, token)), ("Audience", Audience.Empty)))
            .RequireRole(Role.Editor);
        desk.MapPost("/campaigns", async (HttpRequest request, DeskContext context, OutlierApi api, CancellationToken token) =>
            {
                var form = await DeskForm.ReadAsync(request, token);
                var campaign = DeskForm.ReadBatch(form, context);
                campaign["segments"] = Audience.Of(form).ToJson(context);
                using var turn = await turns.TakeAsync(request.HttpContext, token);
                var made = await api.CreateCampaignAsync(new CampaignUpload(campaign.ToJsonString(), File: null), token);
                return await ShowAsync(IdOf(made), context.Words["done.created"], context, api, token);
            })
            .RequireRole(Role.Editor);
        desk.MapPost("/campaigns/{id:long}", async (long id, HttpRequest request, DeskContext context, OutlierApi api, CancellationToken token) =>
            {
                var form = await DeskForm.ReadAsync(request, token);
                var change = DeskForm.ReadBatch(form, context);
                if (form.ContainsKey("i.0.0"))
                {
                    change["segments"] = Audience.Of(form).ToJson(context);
                }

                using var turn = await turns.TakeAsync(request.HttpContext, token);
                await api.ChangeCampaignAsync(id, new CampaignUpload(change.ToJsonString(), File: null), token);
                return await ShowAsync(id, context.Words["done.saved"], context, api, token);
            })
            .RequireRole(Role.Editor);
        desk.MapPost("/campaigns/{id:long}/duplicate", async (long id, HttpRequest request, DeskContext context, OutlierApi api, CancellationToken token) =>
            {
                var form = await DeskForm.ReadAsync(request, token);
                using var turn = await turns.TakeAsync(request.HttpContext, token);
                var made = await api.DuplicateCampaignAsync(id, DeskForm.ReadBatch(form, context).ToJsonString(), token);
                return await ShowAsync(IdOf(made), context.Words["done.duplicated"], context, api, token);
            })
            .RequireRole(Role.Editor);
        foreach (var kind in (string[])["broadcast", "campaign"])
        {
            desk.MapPost($"/{kind}s/{{id:long}}/unreached", async (long id, HttpRequest request, DeskContext context, OutlierApi api, CancellationToken token) =>
                {
                    var form = await DeskForm.ReadAsync(request, token);
                    using var turn = await turns.TakeAsync(request.HttpContext, token);
                    var made = await api.RepeatForUnreachedAsync(kind, id, DeskForm.ReadBatch(form, context).ToJsonString(), token);
                    var campaign = DeskJson.Read(made, DeskJson.Default.Campaign);
                    return await ShowAsync(campaign.Id, context.Words[campaign.IsRepeated is true ? "done.unreached.before" : "done.unreached"], context, api, token);
                })
                .RequireRole(Role.Editor);
        }
    }

    private static void MapAudience(this RouteGroupBuilder desk, CountingTurns turns, TimeSpan patience)
    {
        desk.MapPost("/campaigns/audience", async (HttpRequest request, OutlierApi api, CancellationToken token) =>
            {
                var form = await DeskForm.ReadAsync(request, token);
                // This event makes the count beside it refresh.
                request.HttpContext.Response.Headers["HX-Trigger-After-Settle"] = "audience";
                return DeskRegistration.Fragment<AudienceFields>(
                    ("Audience", Audience.Of(form).After(form["do"].ToString())), ("Labels", await ReadLabelsAsync(api, token)));
            })
            .RequireRole(Role.Viewer);
        desk.MapPost("/campaigns/recipient-count", async (HttpRequest request, DeskContext context, OutlierApi api, CancellationToken token) =>
            {
                var audience = Audience.Of(await DeskForm.ReadAsync(request, token));
                if (audience.IsEmpty)
                {
                    return Results.Text(context.Words["audience.choose"]);
                }

                using var turn = await turns.TakeAsync(request.HttpContext, token);
                var body = new JsonObject { ["segments"] = audience.ToJson(context) };
                var count = DeskJson.Read(await api.CountRecipientsAsync(body.ToJsonString(), patience, token), DeskJson.Default.RecipientCount);
                return Results.Text(context.Words.Count("audience.count", count.Count));
            })
            .RequireRole(Role.Viewer);
        desk.MapPost("/campaigns/preview", async (HttpRequest request, DeskContext context, OutlierApi api, CancellationToken token) =>
            {
                var form = await DeskForm.ReadAsync(request, token);
                var campaign = DeskForm.ReadBatch(form, context);
                campaign["segments"] = Audience.Of(form).ToJson(context);
                using var turn = await turns.TakeAsync(request.HttpContext, token);
                var preview = DeskJson.Read(await api.PreviewCampaignAsync(campaign.ToJsonString(), patience, token), DeskJson.Default.CampaignPreview);
                return DeskRegistration.Fragment<PreviewView>(("Preview", preview));
            })
            .RequireRole(Role.Viewer);
    }

    private static void MapFile(this RouteGroupBuilder desk, CountingTurns turns, SizeLimit upload)
    {
        desk.MapGet("/campaigns/new-file", () => DeskRegistration.Fragment<CampaignFileView>()).RequireRole(Role.Editor);
        desk.MapPost("/campaigns/inspect-file", async (HttpRequest request, OutlierApi api, CancellationToken token) =>
            {
                var file = await CampaignForm.ReadFileAsync(request, token);
                using var turn = await turns.TakeAsync(request.HttpContext, token);
                var answer = file.Answer(file.Refusal is null ? await api.InspectFileAsync(file, token) : null);
                return DeskRegistration.Fragment<InspectionView>(
                    ("Inspection", DeskJson.Read(answer, DeskJson.Default.FileInspection)),
                    ("NumbersPerCell", Field(JsonNode.Parse(file.Request)!.AsObject(), "numbersPerCell") is { Length: > 0 } chosen ? chosen : "none"));
            })
            .RequireRole(Role.Viewer).WithMetadata(upload);
        desk.MapPost("/campaigns/file", async (HttpRequest request, DeskContext context, OutlierApi api, CancellationToken token) =>
            {
                var campaign = await CampaignForm.ReadAsync(request, token);
                var fields = JsonNode.Parse(campaign.Request)!.AsObject();
                fields["runAt"] = DeskForm.RunAt(Field(fields, "runAt"), context);
                fields["delay"] = DeskForm.Scaled(Field(fields, "delay"), 60);
                fields["sendWithin"] = DeskForm.Scaled(Field(fields, "sendWithin"), 3600);
                using var turn = await turns.TakeAsync(request.HttpContext, token);
                var made = await api.CreateCampaignAsync(campaign with { Request = fields.ToJsonString() }, token);
                return await ShowAsync(IdOf(made), context.Words["done.created"], context, api, token);
            })
            .RequireRole(Role.Editor).WithMetadata(upload);
    }

    private static string Field(JsonObject fields, string name) => fields[name]?.GetValue<string>() ?? string.Empty;

    private static long IdOf(string json) => DeskJson.Read(json, DeskJson.Default.Campaign).Id;

    private static async Task<CampaignList> ReadListAsync(OutlierApi api, string? page, string? search, CancellationToken token) =>
        DeskJson.Read(await api.ListCampaignsAsync(page, 10.ToString(CultureInfo.InvariantCulture), search, token), DeskJson.Default.CampaignList);

    private static async Task<IReadOnlyList<CampaignLabel>> ReadLabelsAsync(OutlierApi api, CancellationToken token) =>
        DeskJson.Read(await api.ListCampaignSegmentsAsync(token), DeskJson.Default.IReadOnlyListCampaignLabel);

    private static async Task<RazorComponentResult> ShowAsync(long id, string? notice, DeskContext context, OutlierApi api, CancellationToken token)
    {
        var campaign = DeskJson.Read(await api.ShowBatchAsync("campaign", id, token), DeskJson.Default.Campaign);
        return DeskRegistration.Fragment<CampaignView>(
            ("Campaign", campaign),
            ("Labels", await ReadLabelsAsync(api, token)),
            ("Audience", campaign.Segments is { } segments ? Audience.Of(segments, context) : null),
            ("Notice", notice));
    }
}
