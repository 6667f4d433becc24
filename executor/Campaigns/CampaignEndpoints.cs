using Microsoft.Extensions.Options;
using Outlier.Executor.Auth;
using Outlier.Executor.Database;
using Outlier.Executor.Http;

namespace Outlier.Executor.Campaigns;

/// <summary>The endpoints of campaigns. Each reads its request, makes one database call, and returns the result.</summary>
internal static class CampaignEndpoints
{
    private const string Json = "application/json";
    private const string Form = "multipart/form-data";

    public static void AddCampaigns(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<UploadOptions>().BindConfiguration("Uploads")
            .Validate(options => options.MaxBytes > 0, "Uploads__MaxBytes must be 1 or more.")
            .ValidateOnStart();
        builder.Services.AddOptions<CountingOptions>().BindConfiguration("Counting")
            .Validate(options => options.AtOnce > 0, "Counting__AtOnce must be 1 or more.")
            .Validate(options => options.TimeoutSeconds is > 0 and <= 600, "Counting__TimeoutSeconds must be 1 to 600.")
            .ValidateOnStart();
        builder.Services.AddSingleton<CountingTurns>();
    }

    public static void MapCampaigns(this WebApplication app)
    {
        var turns = app.Services.GetRequiredService<CountingTurns>();
        var counting = app.Services.GetRequiredService<IOptions<CountingOptions>>().Value;
        var patience = TimeSpan.FromSeconds(counting.TimeoutSeconds);
        var upload = new SizeLimit(app.Services.GetRequiredService<IOptions<UploadOptions>>().Value.MaxBytes);
        app.MapTeam(["/campaigns", "/campaign"], campaigns =>
        {
            campaigns.MapGet("/segments", async (OutlierApi api, CancellationToken token) =>
                    new JsonAnswer<IReadOnlyList<CampaignLabel>>(await api.ListCampaignSegmentsAsync(token)))
                .RequireRole(Role.Viewer)
                .WithSummary("Lists the labels for choosing an audience.");
            campaigns.MapPost("/recipient-count", async (HttpRequest request, OutlierApi api, CancellationToken token) =>
                {
                    var body = await JsonBody.ReadAsync(request, token);
                    using var turn = await turns.TakeAsync(request.HttpContext, token);
                    return new JsonAnswer<RecipientCount>(await api.CountRecipientsAsync(body, patience, token));
                })
                .RequireRole(Role.Viewer).Accepts<RecipientCountRequest>(Json)
                .WithSummary("Counts the people who are in an audience now.");
            campaigns.MapPost("/preview", async (HttpRequest request, OutlierApi api, CancellationToken token) =>
                {
                    var body = await JsonBody.ReadAsync(request, token);
                    using var turn = await turns.TakeAsync(request.HttpContext, token);
                    return new JsonAnswer<CampaignPreview>(await api.PreviewCampaignAsync(body, patience, token));
                })
                .RequireRole(Role.Viewer).Accepts<CampaignRequest>(Json)
                .WithSummary("Previews a campaign without creating it.");
            campaigns.MapInspection(turns, upload);
            campaigns.MapDuplication(turns);
            campaigns.MapGet("/", async (string? page, string? pageSize, string? search, OutlierApi api, CancellationToken token) =>
                    new JsonAnswer<CampaignList>(await api.ListCampaignsAsync(page, pageSize, search, token)))
                .RequireRole(Role.Viewer)
                .WithSummary("Lists upcoming campaigns, and a page of past ones with their results. With search, lists those whose title or text has these words.");
            campaigns.MapPost("/", async (HttpRequest request, OutlierApi api, CancellationToken token) =>
                {
                    var campaign = await ReadAsync(request, token);
                    using var turn = await turns.TakeAsync(request.HttpContext, token);
                    return new JsonAnswer<Campaign>(campaign.Answer(await api.CreateCampaignAsync(campaign, token)));
                })
                .RequireRole(Role.Editor).TakesUpload(upload)
                .WithSummary("Creates a campaign for an audience by labels. As a form, creates one for the people in a CSV file.");
            campaigns.MapPatch("/{id:long}", async (long id, HttpRequest request, OutlierApi api, CancellationToken token) =>
                {
                    var change = await ReadAsync(request, token);
                    using var turn = await turns.TakeAsync(request.HttpContext, token);
                    return new JsonAnswer<Campaign>(change.Answer(await api.ChangeCampaignAsync(id, change, token)));
                })
                .RequireRole(Role.Editor).TakesUpload(upload)
                .Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
                .WithSummary("Changes a campaign that has not run. Omitted fields do not change.");
            campaigns.MapDelete("/{id:long}", async (long id, OutlierApi api, CancellationToken token) =>
                    new JsonAnswer<DeletedCampaign>(await api.DeleteCampaignAsync(id, token)))
                .RequireRole(Role.Editor).Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
                .WithSummary("Deletes a campaign that has not run.");
        });
    }

    private static void MapInspection(this RouteGroupBuilder campaigns, CountingTurns turns, SizeLimit upload) =>
        campaigns.MapPost("/inspect-file", async (HttpRequest request, OutlierApi api, CancellationToken token) =>
            {
                var file = await CampaignForm.ReadFileAsync(request, token);
                using var turn = await turns.TakeAsync(request.HttpContext, token);
                return new JsonAnswer<FileInspection>(file.Answer(file.Refusal is null ? await api.InspectFileAsync(file, token) : null));
            })
            .RequireRole(Role.Viewer).WithMetadata(upload).Accepts<FileInspectionRequest>(Form)
            .Produces<ErrorAnswer>(StatusCodes.Status413PayloadTooLarge)
            .Produces<ErrorAnswer>(StatusCodes.Status415UnsupportedMediaType)
            .WithSummary("Shows how Outlier understands a CSV file, and creates nothing.");

    private static void MapDuplication(this RouteGroupBuilder campaigns, CountingTurns turns) =>
        campaigns.MapPost("/{id:long}/duplicate", async (long id, HttpRequest request, OutlierApi api, CancellationToken token) =>
            {
                var body = await JsonBody.ReadAsync(request, token);
                using var turn = await turns.TakeAsync(request.HttpContext, token);
                return new JsonAnswer<Campaign>(await api.DuplicateCampaignAsync(id, body, token));
            })
            .RequireRole(Role.Editor).Accepts<CampaignRequest>(Json)
            .Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
            .WithSummary("Creates a copy of a campaign that runs at runAt. Other fields of the request replace those of the original.");

    private static async Task<CampaignUpload> ReadAsync(HttpRequest request, CancellationToken token) => request.HasFormContentType
        ? await CampaignForm.ReadAsync(request, token)
        : new CampaignUpload(await JsonBody.ReadAsync(request, token), File: null);

    // The body is JSON, or a form with a file.
    private static RouteHandlerBuilder TakesUpload(this RouteHandlerBuilder endpoint, SizeLimit limit) => endpoint
        .WithMetadata(limit)
        .Accepts<CampaignRequest>(Json, Form)
        .AddOpenApiOperationTransformer(async (operation, context, token) =>
            operation.RequestBody!.Content![Form].Schema = await context.GetOrCreateSchemaAsync(typeof(CampaignFormRequest), parameterDescription: null, token))
        .Produces<ErrorAnswer>(StatusCodes.Status413PayloadTooLarge)
        .Produces<ErrorAnswer>(StatusCodes.Status415UnsupportedMediaType);
}
