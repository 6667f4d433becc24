namespace Outlier.Executor.Http;

/// <summary>Maps endpoints of the API under all of their names.</summary>
internal static class TeamEndpoints
{
    /// <param name="app">The program.</param>
    /// <param name="names">The path and its other spellings. The OpenAPI document has only the first.</param>
    /// <param name="map">Maps the endpoints below the path.</param>
    public static void MapTeam(this IEndpointRouteBuilder app, IReadOnlyList<string> names, Action<RouteGroupBuilder> map)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var group = app.MapGroup(names[i]).WithMetadata(new SizeLimit(SizeLimit.Json)).WithTags(names[0].Trim('/'));
            foreach (var status in (int[])[400, 401, 403, 429, 500, 503])
            {
                group.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ErrorAnswer), ["application/json"]));
            }

            if (i > 0)
            {
                group.ExcludeFromDescription();
            }

            map(group);
        }
    }
}
