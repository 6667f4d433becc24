namespace Outlier.Simulator;

/// <summary>
/// How the simulator behaves. It reads the values on every call, so all but <see cref="Urls"/>,
/// <see cref="WebhookParallelism"/> and <see cref="KeepCalls"/> may change while it runs. Replace a collection as a
/// whole; do not edit it in place.
/// </summary>
public sealed record SimulatorOptions
{
    /// <summary>Missive's documented limits: 300 calls a minute and 900 calls in 15 minutes.</summary>
    public static IReadOnlyList<QuotaLimit> MissiveQuotas { get; } =
        [new(TimeSpan.FromMinutes(1), 300), new(TimeSpan.FromMinutes(15), 900)];

    /// <summary>The address to listen on. Port 0 selects a free port.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:0";

    /// <summary>The only number that drafts may be sent from.</summary>
    public string OurNumber { get; set; } = "+13135550100";

    /// <summary>Id of the Missive organization.</summary>
    public Guid OrganizationId { get; set; } = new("16ead38e-0348-4564-9b8a-5085be988669");

    /// <summary>Id of the Twilio account whose messages are listed.</summary>
    public string AccountSid { get; set; } = "ACb66b4433f5bd599bd33b4980804beb8a";

    /// <summary>
    /// The password for Twilio's Basic authentication. The user is <see cref="AccountSid"/> or any <c>SK…</c> key.
    /// </summary>
    public string TwilioAuthToken { get; set; } = "0123456789abcdef0123456789abcdef";

    /// <summary>
    /// Base address of the executor. Webhooks go to <c>user-actions/</c> below it. Null: no webhook is built.
    /// </summary>
    public Uri? WebhookUrl { get; set; }

    /// <summary>The secret that signs webhooks. Empty: webhooks have no signature.</summary>
    public string WebhookSecret { get; set; } = "example-signature-secret";

    /// <summary>Number of webhooks that are sent at the same time.</summary>
    public int WebhookParallelism { get; set; } = 8;

    /// <summary>
    /// Pause before the first of five retries of a webhook. Each later pause is twice the one before.
    /// </summary>
    public TimeSpan WebhookRetryPause { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Delivers the outgoing webhook before the draft call is answered. Missive may do this, too.</summary>
    public bool OutgoingWebhookBeforeAnswer { get; set; }

    /// <summary>
    /// Rule type in the webhook of a sent text: <c>outgoing_twilio_message</c> or <c>outgoing_sms_message</c>.
    /// </summary>
    public string OutgoingRuleType { get; set; } = "outgoing_twilio_message";

    /// <summary>
    /// Rule type in the webhook of a received text: <c>incoming_sms_message</c> or <c>incoming_twilio_message</c>.
    /// </summary>
    public string IncomingRuleType { get; set; } = "incoming_sms_message";

    /// <summary>Sends webhooks for changes of labels, team and assignees, and for closing and reopening.</summary>
    public bool UserActionWebhooks { get; set; } = true;

    /// <summary>The accepted Missive tokens. Empty: any token is accepted.</summary>
    public IReadOnlyList<string> ValidTokens { get; set; } = [];

    /// <summary>
    /// The sliding windows of each Missive token. If the list is replaced, the windows restart empty.
    /// </summary>
    public IReadOnlyList<QuotaLimit> Quotas { get; set; } = MissiveQuotas;

    /// <summary>Number of simultaneous Missive calls that a token may have. 0: no limit.</summary>
    public int MaxConcurrent { get; set; } = 5;

    /// <summary>Groups of tokens whose calls are counted together.</summary>
    public IReadOnlyList<IReadOnlyList<string>> SharedQuotaGroups { get; set; } = [];

    /// <summary>Delay of every answer after the call has been carried out.</summary>
    public TimeSpan AnswerDelay { get; set; }

    /// <summary>
    /// Time from the draft until Twilio reports a text as delivered. Its status becomes <c>sent</c> after half of that
    /// time.
    /// </summary>
    public TimeSpan DeliverAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Numbers that cannot be reached, with Twilio's error code. A number may end in <c>*</c>. With a code of 30000 or
    /// more, the text gets a SID and becomes <c>undelivered</c>. With a lower code, Twilio refuses it: <c>failed</c>,
    /// without a SID.
    /// </summary>
    public IReadOnlyDictionary<string, int> FailingNumbers { get; set; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Every n-th sent text fails with <see cref="FailEveryNthCode"/>. 0: none.</summary>
    public int FailEveryNth { get; set; }

    /// <summary>The error code for <see cref="FailEveryNth"/>.</summary>
    public int FailEveryNthCode { get; set; } = 30003;

    /// <summary>
    /// Whether Twilio's log contains the texts that Twilio refuses: with a SID, status <c>failed</c> and no date.
    /// If false, the log does not contain them.
    /// </summary>
    public bool RefusalsAreLogged { get; set; }

    /// <summary>The final status of every n-th sent text is late by <see cref="LateBy"/>. 0: none.</summary>
    public int LateEveryNth { get; set; }

    /// <summary>Additional delay of a late status, after <see cref="DeliverAfter"/>.</summary>
    public TimeSpan LateBy { get; set; } = TimeSpan.FromDays(2);

    /// <summary>Missive hides Twilio's id of every n-th sent text. 0: none.</summary>
    public int HideTwilioIdEveryNth { get; set; }

    /// <summary>Refuses texts (error 21610) to a number whose latest keyword was STOP, as Twilio does.</summary>
    public bool BlockAfterStop { get; set; } = true;

    /// <summary>
    /// Accepts well-formed conversation and label ids that this process never issued. This is the default, because the
    /// simulator's memory ends with its process, but databases keep the ids. If false, such ids cause an error.
    /// </summary>
    public bool AdoptUnknownIds { get; set; } = true;

    /// <summary>The domain of short links.</summary>
    public string ShortLinkDomain { get; set; } = "go.example.org";

    /// <summary>Number of latest calls to keep. 0: only the counts are kept.</summary>
    public int KeepCalls { get; set; } = 10_000;
}
