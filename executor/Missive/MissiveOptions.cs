namespace Outlier.Executor.Missive;

/// <summary>Section <c>Missive</c> of the configuration.</summary>
internal sealed class MissiveOptions
{
    public string BaseUrl { get; set; } = "https://public.missiveapp.com/v1";

    public string FirstMessagesToken { get; set; } = string.Empty;

    public string SecondMessagesToken { get; set; } = string.Empty;

    public string GeneralToken { get; set; } = string.Empty;

    /// <summary>Token for reading conversations. Default: the general token.</summary>
    public string? ReadConversationsToken { get; set; }

    /// <summary>The token that reads conversations.</summary>
    public string TokenForConversations => ReadConversationsToken is { Length: > 0 } token ? token : GeneralToken;

    /// <summary>HMAC key of the signatures of both webhooks.</summary>
    public string WebhookSecret { get; set; } = string.Empty;
}
