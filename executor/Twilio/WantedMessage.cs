namespace Outlier.Executor.Twilio;

/// <summary>Which message is wanted.</summary>
internal sealed record WantedMessage(string Sid);
