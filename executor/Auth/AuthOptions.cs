using System.Text;

namespace Outlier.Executor.Auth;

/// <summary>Section <c>Auth</c> of the configuration.</summary>
internal sealed class AuthOptions
{
    /// <summary>Shared secret of JWTs that are signed with HS256.</summary>
    public string? JwtSecret { get; set; }

    /// <summary>Address of an OpenID provider, whose keys sign JWTs.</summary>
    public string? Authority { get; set; }

    /// <summary>Whom JWTs must be meant for; needed with an authority.</summary>
    public string? Audience { get; set; }

    /// <summary>The role of a JWT that names none; nothing: it may do nothing.</summary>
    public string? DefaultRole { get; set; }

    public bool HasSecret => !string.IsNullOrEmpty(JwtSecret);

    public bool HasAuthority => !string.IsNullOrEmpty(Authority);

    /// <summary>HS256 with a key shorter than its hash can be guessed.</summary>
    public bool SecretIsLongEnough => !HasSecret || Encoding.UTF8.GetByteCount(JwtSecret!) >= 32;
}
