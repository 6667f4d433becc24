using System.Text;

namespace Outlier.Executor.Twilio;

/// <summary>Section <c>Twilio</c> of the configuration. Without it, nobody is asked what became of messages.</summary>
internal sealed class TwilioOptions
{
    public string BaseUrl { get; set; } = "https://api.twilio.com";

    /// <summary>Such as <c>AC…</c>; the account that Missive sends with.</summary>
    public string? AccountSid { get; set; }

    public string? AuthToken { get; set; }

    public bool IsConfigured => !string.IsNullOrEmpty(AccountSid) && !string.IsNullOrEmpty(AuthToken);

    /// <summary>What Basic authentication sends.</summary>
    public string Credentials => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AccountSid}:{AuthToken}"));
}
