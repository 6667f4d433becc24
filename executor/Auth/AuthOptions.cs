using System.Text;

namespace Outlier.Executor.Auth;

/// <summary>Section <c>Auth</c> of the configuration: the issuers whose JWTs the API accepts besides the operator's tokens.</summary>
internal sealed class AuthOptions
{
    /// <summary>Shortest allowed secret, in bytes: the length of the HMAC. One token would be enough to guess a shorter one.</summary>
    public const int ShortestSecret = 32;

    /// <summary>Secret shared with the program that signs tokens with HS256.</summary>
    public string? JwtSecret { get; set; }

    /// <summary>Address of an OpenID Connect provider. The API accepts tokens signed with its published keys.</summary>
    public string? Authority { get; set; }

    /// <summary>The audience that a token must name.</summary>
    public string? Audience { get; set; }

    /// <summary>Role of a JWT without a role claim.</summary>
    public string? DefaultRole { get; set; }

    public bool HasSecret => !string.IsNullOrEmpty(JwtSecret);

    public bool HasAuthority => !string.IsNullOrEmpty(Authority);

    public bool SecretIsLongEnough => !HasSecret || Encoding.UTF8.GetByteCount(JwtSecret!) >= ShortestSecret;

    // An attacker could replace keys that come over plain HTTP. Loopback is allowed for tests.
    public bool AuthorityIsSafe =>
        !HasAuthority || (Uri.TryCreate(Authority, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)));

    public bool AuthorityHasAudience => !HasAuthority || !string.IsNullOrEmpty(Audience);

    public bool DefaultRoleIsKnown => string.IsNullOrEmpty(DefaultRole) || RoleClaim.Parse(DefaultRole) != Role.None;
}
