using System.Text;

namespace Outlier.Simulator.Hosting;

/// <summary>A call that the simulator is processing.</summary>
internal sealed class Call(HttpContext context, DateTimeOffset at)
{
    private const string BearerScheme = "Bearer ";
    private const string BasicScheme = "Basic ";

    private readonly string _authorization = context.Request.Headers.Authorization.ToString();

    public HttpContext Context => context;

    public DateTimeOffset At => at;

    public string Method { get; } = context.Request.Method;

    public string Path { get; } = context.Request.Path.Value ?? "/";

    public IQueryCollection Query => context.Request.Query;

    public byte[] Body { get; set; } = [];

    /// <summary>The bearer token, or null.</summary>
    public string? BearerToken =>
        _authorization.StartsWith(BearerScheme, StringComparison.OrdinalIgnoreCase) && _authorization.Length > BearerScheme.Length
            ? _authorization[BearerScheme.Length..].Trim()
            : null;

    /// <summary>User and password of Basic authentication, or null.</summary>
    public (string User, string Password)? BasicCredentials
    {
        get
        {
            if (!_authorization.StartsWith(BasicScheme, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            var bytes = new byte[_authorization.Length];
            if (!Convert.TryFromBase64String(_authorization[BasicScheme.Length..].Trim(), bytes, out var length))
            {
                return null;
            }

            var pair = Encoding.UTF8.GetString(bytes, 0, length);
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? null : (pair[..colon], pair[(colon + 1)..]);
        }
    }

    /// <summary>The last four characters of the credential: enough to distinguish callers, too few to use.</summary>
    public string CredentialTail
    {
        get
        {
            var credential = BearerToken ?? BasicCredentials?.User ?? string.Empty;
            return credential.Length <= 4 ? credential : credential[^4..];
        }
    }

    /// <summary>The nonempty segments of the path.</summary>
    public string[] Segments() => Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public string? QueryValue(string name) => Query.TryGetValue(name, out var values) ? values.ToString() : null;
}
