namespace Outlier.Executor.Auth;

/// <summary>A token as it is listed; times are UTC.</summary>
internal sealed record ListedToken(string Name, string Role, DateTime CreatedAt, DateTime? RevokedAt);
