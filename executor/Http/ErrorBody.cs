namespace Outlier.Executor.Http;

/// <summary>What every error answer holds.</summary>
/// <param name="Message">What is wrong, and what to change.</param>
internal sealed record ErrorBody(string Message);
