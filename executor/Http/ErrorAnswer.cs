namespace Outlier.Executor.Http;

/// <summary>What an error says.</summary>
/// <param name="Message">What is wrong, and what to change.</param>
internal sealed record ErrorAnswer(string Message);
