namespace Outlier.Executor.Auth;

/// <summary><c>Authorization: Bearer …</c></summary>
internal static class BearerHeader
{
    private const string Scheme = "Bearer ";

    /// <summary>The token of a request; null where there is none.</summary>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header[Scheme.Length..].Trim() is { Length: > 0 } token ? token : null;
    }
}
