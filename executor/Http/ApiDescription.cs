using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Outlier.Executor.Http;

/// <summary><c>/openapi/v1.json</c>: the description of the HTTP API.</summary>
internal static class ApiDescription
{
    private const string Scheme = "bearer";

    public static void AddApiDescription(this WebApplicationBuilder builder)
    {
        // Without this, a number is described as "number or string".
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        builder.Services.AddOpenApi("v1", Describe);
    }

    public static void MapApiDescription(this WebApplication app) => app.MapOpenApi().AllowAnonymous();

    private static void Describe(OpenApiOptions options) =>
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Outlier",
                Version = "v1",
                Description = "Times are unix seconds. Each path works with and without a slash at its end. The field message of an error says what to change.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [Scheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = Scheme,
                    Description = "A token that an operator created (outlier token create), or a JWT whose claim outlier_role is viewer, editor or sender.",
                },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
            return Task.CompletedTask;
        });
}
