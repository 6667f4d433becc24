namespace Outlier.Executor.Auth;

/// <summary>A token as the database lists it.</summary>
internal sealed record ApiToken(string Name, string Role, DateTimeOffset? CreatedAt = null, DateTimeOffset? RevokedAt = null);
