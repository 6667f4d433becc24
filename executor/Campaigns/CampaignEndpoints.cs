using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Outlier.Executor.Auth;
using Outlier.Executor.Campaigns.Documents;
using Outlier.Executor.Database;
using Outlier.Executor.Http;

namespace Outlier.Executor.Campaigns;

/// <summary>The team's campaigns over HTTP: parse, one call of the database, answer.</summary>
internal static class CampaignEndpoints
{
    public static void MapCampaigns(this WebApplication app)
    {
        Map(app.MapGroup("/campaigns"), app.Services.GetRequiredService<IOptions<HttpOptions>>().Value);
        Map(app.MapGroup("/campaign").ExcludeFromDescription(), app.Services.GetRequiredService<IOptions<HttpOptions>>().Value);
    }

    private static void Map(RouteGroupBuilder campaigns, HttpOptions options)
    {
        campaigns.WithTags("Campaigns").ProducesErrors();
        campaigns.MapGet("/segments", async (OutlierApi api, CancellationToken token) => Json(await api.ListCampaignSegmentsAsync(token).ConfigureAwait(false)))
            .Require(Role.Viewer).WithSummary("The labels that segments are made of").Produces<SegmentLabel[]>();
        campaigns.MapPost("/recipient-count", async (HttpRequest request, OutlierApi api, CancellationToken token) =>
                Json(await api.CountRecipientsAsync(await JsonBody.ReadAsync(request, token).ConfigureAwait(false), token).ConfigureAwait(false)))
            .Require(Role.Viewer).WithSummary("How many people segments reach").Accepts<SegmentsRequest>("application/json").Produces<RecipientCount>();
        campaigns.MapPost("/preview", async (HttpRequest request, OutlierApi api, CancellationToken token) =>
                Json(await api.PreviewCampaignAsync(await JsonBody.ReadAsync(request, token).ConfigureAwait(false), token).ConfigureAwait(false)))
            .Require(Role.Viewer).WithSummary("What a campaign would be: people, parts, and when it would be through").Accepts<PreviewRequest>("application/json").Produces<Preview>();
        campaigns.MapGet("/", async (string? page, string? pageSize, OutlierApi api, CancellationToken token) =>
                Json(await api.ListCampaignsAsync(page, pageSize, token).ConfigureAwait(false)))
            .Require(Role.Viewer).WithSummary("The campaigns that have not run, and a page of those that have").Produces<CampaignList>();
        campaigns.MapPost("/", CreateAsync)
            .Require(Role.Editor).Takes(options).WithSummary("Schedules a campaign, to segments or to the phone numbers of a file").Produces<CampaignWithFile>();
        campaigns.MapPatch("/{id:long}", ChangeAsync)
            .Require(Role.Editor).Takes(options).WithSummary("Changes a campaign that has not run").Produces<CampaignWithFile>();
        campaigns.MapDelete("/{id:long}", async (long id, OutlierApi api, CancellationToken token) => Json(await api.DeleteCampaignAsync(id, token).ConfigureAwait(false)))
            .Require(Role.Editor).WithSummary("Deletes a campaign that has not run").Produces<Deleted>();
        campaigns.MapGet("/{id:long}/recipients.csv", (long id, OutlierApi api) => new RecipientsCsv(api, id))
            .Require(Role.Viewer).WithSummary("Who got a campaign, or why not").Produces<string>(contentType: "text/csv");
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, OutlierApi api, IOptions<HttpOptions> options, CancellationToken token)
    {
        var campaign = await CampaignForm.ReadAsync(request, options.Value, token).ConfigureAwait(false);
        return Json(await api.CreateCampaignAsync(campaign.Json, campaign.File, token).ConfigureAwait(false));
    }

    private static async Task<IResult> ChangeAsync(long id, HttpRequest request, OutlierApi api, IOptions<HttpOptions> options, CancellationToken token)
    {
        var campaign = await CampaignForm.ReadAsync(request, options.Value, token).ConfigureAwait(false);
        return Json(await api.ChangeCampaignAsync(id, campaign.Json, campaign.File, token).ConfigureAwait(false));
    }

    private static IResult Json(string json) => Results.Text(json, "application/json; charset=utf-8");

    private static RouteHandlerBuilder Takes(this RouteHandlerBuilder builder, HttpOptions options) => builder
        .Accepts<CampaignFields>("application/json", "multipart/form-data")
        // The form around the file takes some too.
        .WithMetadata(new RequestSizeLimitAttribute(options.MaxBytes + JsonBody.LargestBytes));

    private static void ProducesErrors(this RouteGroupBuilder group)
    {
        foreach (var status in new[] { 400, 401, 403, 404, 413, 415, 429, 500, 503 })
        {
            group.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ErrorBody), ["application/json"]));
        }
    }
}
