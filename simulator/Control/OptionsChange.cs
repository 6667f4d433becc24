namespace Outlier.Simulator.Control;

/// <summary>
/// The options to change. Omitted options keep their values. An empty webhook address turns webhooks off.
/// </summary>
internal sealed record OptionsChange
{
    public string? WebhookUrl { get; init; }

    public string? WebhookSecret { get; init; }

    public TimeSpan? WebhookRetryPause { get; init; }

    public bool? OutgoingWebhookBeforeAnswer { get; init; }

    public bool? UserActionWebhooks { get; init; }

    public string[]? ValidTokens { get; init; }

    public QuotaLimit[]? Quotas { get; init; }

    public int? MaxConcurrent { get; init; }

    public string[][]? SharedQuotaGroups { get; init; }

    public TimeSpan? AnswerDelay { get; init; }

    public TimeSpan? DeliverAfter { get; init; }

    public Dictionary<string, int>? FailingNumbers { get; init; }

    public int? FailEveryNth { get; init; }

    public int? FailEveryNthCode { get; init; }

    public bool? RefusalsAreLogged { get; init; }

    public int? LateEveryNth { get; init; }

    public TimeSpan? LateBy { get; init; }

    public int? HideTwilioIdEveryNth { get; init; }

    public bool? BlockAfterStop { get; init; }

    public bool? AdoptUnknownIds { get; init; }

    public void ApplyTo(SimulatorOptions options)
    {
        options.WebhookUrl = WebhookUrl switch
        {
            null => options.WebhookUrl,
            "" => null,
            _ => new Uri(WebhookUrl, UriKind.Absolute),
        };
        options.WebhookSecret = WebhookSecret ?? options.WebhookSecret;
        options.WebhookRetryPause = WebhookRetryPause ?? options.WebhookRetryPause;
        options.OutgoingWebhookBeforeAnswer = OutgoingWebhookBeforeAnswer ?? options.OutgoingWebhookBeforeAnswer;
        options.UserActionWebhooks = UserActionWebhooks ?? options.UserActionWebhooks;
        options.ValidTokens = ValidTokens ?? options.ValidTokens;
        options.Quotas = Quotas ?? options.Quotas;
        options.MaxConcurrent = MaxConcurrent ?? options.MaxConcurrent;
        options.SharedQuotaGroups = SharedQuotaGroups ?? options.SharedQuotaGroups;
        options.AnswerDelay = AnswerDelay ?? options.AnswerDelay;
        options.DeliverAfter = DeliverAfter ?? options.DeliverAfter;
        options.FailingNumbers = FailingNumbers ?? options.FailingNumbers;
        options.FailEveryNth = FailEveryNth ?? options.FailEveryNth;
        options.FailEveryNthCode = FailEveryNthCode ?? options.FailEveryNthCode;
        options.RefusalsAreLogged = RefusalsAreLogged ?? options.RefusalsAreLogged;
        options.LateEveryNth = LateEveryNth ?? options.LateEveryNth;
        options.LateBy = LateBy ?? options.LateBy;
        options.HideTwilioIdEveryNth = HideTwilioIdEveryNth ?? options.HideTwilioIdEveryNth;
        options.BlockAfterStop = BlockAfterStop ?? options.BlockAfterStop;
        options.AdoptUnknownIds = AdoptUnknownIds ?? options.AdoptUnknownIds;
    }
}
