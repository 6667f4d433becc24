namespace Outlier.Executor.Database;

/// <summary>What <c>api.schema_version</c> tells.</summary>
/// <param name="Migration">Name of the newest migration.</param>
/// <param name="Version">Its number.</param>
/// <param name="ProgramsSince">The oldest program that the database serves, by the number of its newest migration.</param>
/// <param name="Functions">The functions of schema <c>api</c>.</param>
internal sealed record DatabaseVersion(string? Migration, int? Version, int? ProgramsSince, IReadOnlyList<string>? Functions);
