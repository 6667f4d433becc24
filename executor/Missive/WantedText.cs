namespace Outlier.Executor.Missive;

/// <summary>A text outside of a batch, such as the answer to HELP.</summary>
internal sealed record WantedText(string Body, string From, string To, Guid? Organization);
