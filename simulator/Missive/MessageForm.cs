namespace Outlier.Simulator.Missive;

/// <summary>The JSON forms of a message.</summary>
internal enum MessageForm
{
    /// <summary>In a webhook: without a body. Our side is a Twilio account instead of a number.</summary>
    Webhook,

    /// <summary>In a list: without a body.</summary>
    Row,

    /// <summary>Requested by id: with body and conversation.</summary>
    Full,
}
