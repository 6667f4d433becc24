using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Metadata;

namespace Outlier.Executor.Http;

/// <summary>JSON as the database made it, and the type that describes it: an endpoint that answers with one is described by it.</summary>
/// <typeparam name="T">Describes the answer. A test holds a real answer of every endpoint against it.</typeparam>
internal sealed class JsonAnswer<T>(string json) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        return httpContext.Response.WriteAsync(json, httpContext.RequestAborted);
    }
}

/// <summary>An empty object: the request is done.</summary>
internal sealed record Nothing;

/// <summary>JSON that is made here and not in the database.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(Campaigns.UsedColumns))]
internal sealed partial class HttpJson : JsonSerializerContext;
