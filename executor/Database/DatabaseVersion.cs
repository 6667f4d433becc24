namespace Outlier.Executor.Database;

/// <summary>What <c>api.schema_version</c> tells.</summary>
internal sealed record DatabaseVersion(string? Migration, string? Digest);
