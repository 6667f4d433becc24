using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Metadata;

namespace Outlier.Executor.Http;

/// <summary>A JSON answer from the database, passed on unchanged. Its type argument describes it in the OpenAPI document.</summary>
/// <typeparam name="T">Record that describes the answer. A test compares it with a real answer of every endpoint.</typeparam>
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

/// <summary>An empty object, for a request without a result.</summary>
internal sealed record Nothing;

/// <summary>An answer that the executor builds itself.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(Campaigns.UsedColumns))]
internal sealed partial class HttpJson : JsonSerializerContext;
