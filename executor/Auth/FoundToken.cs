namespace Outlier.Executor.Auth;

/// <summary>Whose token came, and what it may do.</summary>
internal sealed record FoundToken(string Name, string Role);
