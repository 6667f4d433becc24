using System.Text;

namespace Outlier.Executor.Auth;

/// <summary>Section <c>Auth</c> of the configuration: whose tokens are believed, besides the operator's.</summary>
internal sealed class AuthOptions
{
    /// <summary>As long as the hash that it keys; a shorter one could be guessed from a single token.</summary>
    public const int ShortestSecret = 32;

    /// <summary>Shared with whoever signs tokens with HS256.</summary>
    public string? JwtSecret { get; set; }

    /// <summary>Address of an OpenID Connect provider, whose published keys are believed.</summary>
    public string? Authority { get; set; }

    /// <summary>Whom tokens must be meant for.</summary>
    public string? Audience { get; set; }

    /// <summary>Role of a JWT that does not say one.</summary>
    public string? DefaultRole { get; set; }

    public bool HasSecret => !string.IsNullOrEmpty(JwtSecret);

    public bool HasAuthority => !string.IsNullOrEmpty(Authority);

    public bool SecretIsLongEnough => !HasSecret || Encoding.UTF8.GetByteCount(JwtSecret!) >= ShortestSecret;

    // Keys that came over plain HTTP could be anybody's; on this machine it is a test.
    public bool AuthorityIsSafe =>
        !HasAuthority || (Uri.TryCreate(Authority, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)));

    public bool AuthorityHasAudience => !HasAuthority || !string.IsNullOrEmpty(Audience);

    public bool DefaultRoleIsKnown => string.IsNullOrEmpty(DefaultRole) || RoleClaim.Parse(DefaultRole) != Role.None;
}
