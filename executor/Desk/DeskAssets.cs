using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Outlier.Executor.Desk;

/// <summary>The files that the page loads. Each address contains a hash of the content, so that a browser can cache it forever.</summary>
internal static class DeskAssets
{
    private const string Folder = "Desk/Assets/";

    private static readonly FrozenDictionary<string, (byte[] Content, string Version)> Files = typeof(DeskAssets).Assembly
        .GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Folder.Length..], Read, StringComparer.Ordinal);

    public static string Address(string name) => $"/desk/assets/{name}?v={Files[name].Version}";

    public static IResult Serve(string file, HttpContext context)
    {
        if (!Files.TryGetValue(file, out var found))
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = context.Request.Query["v"] == found.Version ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(found.Content, file.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8");
    }

    private static (byte[] Content, string Version) Read(string resource)
    {
        using var stream = typeof(DeskAssets).Assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return (content, Convert.ToHexStringLower(SHA256.HashData(content))[..16]);
    }
}
