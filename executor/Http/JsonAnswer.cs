using System.Reflection;
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
