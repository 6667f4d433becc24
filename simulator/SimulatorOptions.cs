namespace Outlier.Simulator;

/// <summary>
/// How the simulator behaves. The values are read on every call, so all but <see cref="Urls"/>, <see cref="WebhookParallelism"/> and
/// <see cref="KeepCalls"/> may be changed while it runs. Replace the collections; do not edit them in place.
/// </summary>
public sealed record SimulatorOptions
{
    /// <summary>Missive's documented limits: 300 calls a minute and 900 calls in 15 minutes.</summary>
    public static IReadOnlyList<QuotaLimit> MissiveQuotas { get; } =
        [new(TimeSpan.FromMinutes(1), 300), new(TimeSpan.FromMinutes(15), 900)];

    /// <summary>Where to listen; port 0 takes a free one.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:0";

    /// <summary>The only number drafts may be sent from.</summary>
    public string OurNumber { get; set; } = "+13135550100";

    /// <summary>The Missive organization everything belongs to.</summary>
    public Guid OrganizationId { get; set; } = new("16ead38e-0348-4564-9b8a-5085be988669");

    /// <summary>The Twilio account whose messages are listed.</summary>
    public string AccountSid { get; set; } = "ACb66b4433f5bd599bd33b4980804beb8a";

    /// <summary>The password of Twilio's Basic authentication; the user is <see cref="AccountSid"/> or any <c>SK…</c> key.</summary>
    public string TwilioAuthToken { get; set; } = "0123456789abcdef0123456789abcdef";

    /// <summary>The executor's base address; webhooks go to <c>user-actions/</c> below it. Null: no webhook is built.</summary>
    public Uri? WebhookUrl { get; set; }

    /// <summary>The secret that signs webhooks. Empty: they carry no signature.</summary>
    public string WebhookSecret { get; set; } = "example-signature-secret";

    /// <summary>How many webhooks are under way at once.</summary>
    public int WebhookParallelism { get; set; } = 8;

    /// <summary>The pause before the first of five retries of a webhook; each later pause is twice the one before.</summary>
    public TimeSpan WebhookRetryPause { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Deliver the outgoing webhook before the draft call is answered, as Missive may.</summary>
    public bool OutgoingWebhookBeforeAnswer { get; set; }

    /// <summary>The rule type of a sent text's webhook: <c>outgoing_twilio_message</c> or <c>outgoing_sms_message</c>.</summary>
    public string OutgoingRuleType { get; set; } = "outgoing_twilio_message";

    /// <summary>The rule type of a received text's webhook: <c>incoming_sms_message</c> or <c>incoming_twilio_message</c>.</summary>
    public string IncomingRuleType { get; set; } = "incoming_sms_message";

    /// <summary>Send webhooks for changes of labels, team, assignees, and for closing and reopening.</summary>
    public bool UserActionWebhooks { get; set; } = true;

    /// <summary>The Missive tokens that are accepted. Empty: any token is.</summary>
    public IReadOnlyList<string> ValidTokens { get; set; } = [];

    /// <summary>The sliding windows of each Missive token. Replacing the list starts the windows afresh.</summary>
    public IReadOnlyList<QuotaLimit> Quotas { get; set; } = MissiveQuotas;

    /// <summary>How many Missive calls a token may have under way at once; 0 is no limit.</summary>
    public int MaxConcurrent { get; set; } = 5;

    /// <summary>Groups of tokens whose calls are counted together.</summary>
    public IReadOnlyList<IReadOnlyList<string>> SharedQuotaGroups { get; set; } = [];

    /// <summary>How long every answer is held back once the call has been carried out.</summary>
    public TimeSpan AnswerDelay { get; set; }

    /// <summary>How long after the draft Twilio reports a text as delivered; it is <c>sent</c> after half of that.</summary>
    public TimeSpan DeliverAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Numbers that cannot be reached, with Twilio's error code; a number may end in <c>*</c>. With a code of 30000 or more
    /// the text gets a SID and turns <c>undelivered</c>; with a lower one Twilio refuses it: <c>failed</c>, and no SID.
    /// </summary>
    public IReadOnlyDictionary<string, int> FailingNumbers { get; set; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Every n-th text sent ends with <see cref="FailEveryNthCode"/>; 0 is none.</summary>
    public int FailEveryNth { get; set; }

    /// <summary>The error code of <see cref="FailEveryNth"/>.</summary>
    public int FailEveryNthCode { get; set; } = 30003;

    /// <summary>Whether texts that Twilio refuses are in its log: with a SID, <c>failed</c>, and without a date. Off: they are nowhere.</summary>
    public bool RefusalsAreLogged { get; set; }

    /// <summary>The status of every n-th text sent comes <see cref="LateBy"/> later; 0 is none.</summary>
    public int LateEveryNth { get; set; }

    /// <summary>How much later than <see cref="DeliverAfter"/>.</summary>
    public TimeSpan LateBy { get; set; } = TimeSpan.FromDays(2);

    /// <summary>Missive does not show Twilio's id of every n-th text sent; 0 is none.</summary>
    public int HideTwilioIdEveryNth { get; set; }

    /// <summary>Refuse texts (error 21610) to a number whose latest keyword was STOP, as Twilio does.</summary>
    public bool BlockAfterStop { get; set; } = true;

    /// <summary>
    /// Take well-formed conversation and label ids that were never given out for existing ones. The memory of the simulator
    /// ends with its process while ids stored elsewhere do not, so this is the default. Off: such ids get an error.
    /// </summary>
    public bool AdoptUnknownIds { get; set; } = true;

    /// <summary>The domain of short links.</summary>
    public string ShortLinkDomain { get; set; } = "go.example.org";

    /// <summary>How many of the latest calls are kept; 0 keeps counts only.</summary>
    public int KeepCalls { get; set; } = 10_000;
}
