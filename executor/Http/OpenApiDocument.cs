using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Outlier.Executor.Http;

/// <summary>What the OpenAPI document says of the whole API.</summary>
internal static class OpenApiDocument
{
    public static Task Describe(Microsoft.OpenApi.OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken token)
    {
        document.Info.Title = "Outlier";
        document.Info.Description = "Times are unix seconds. Every error is {\"message\"}, which says what to change. Paths may end with a slash.";
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes["Bearer"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A JWT, or a token made by: outlier token create. Viewers read, editors change, senders send.",
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("Bearer", document)] = [] }];
        return Task.CompletedTask;
    }
}
