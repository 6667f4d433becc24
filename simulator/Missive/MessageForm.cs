namespace Outlier.Simulator.Missive;

/// <summary>The forms a message comes in.</summary>
internal enum MessageForm
{
    /// <summary>In a webhook: no body, and our side given as a Twilio account.</summary>
    Webhook,

    /// <summary>In a list: no body.</summary>
    Row,

    /// <summary>Asked for by id: with body and conversation.</summary>
    Full,
}
