using System.Text.Json.Serialization;

namespace Outlier.Executor.Checks;

/// <summary>The result of <c>api.check_installation</c>.</summary>
/// <param name="Now">The database's clock, in milliseconds since 1970.</param>
/// <param name="Process">Id of the server process that answered.</param>
/// <param name="Organization">The Missive organization in the settings.</param>
/// <param name="Quotas">Name of the quota of each token, by the token's name.</param>
/// <param name="ConnectionLimit">Number of connections that the server allows this login.</param>
/// <param name="Items">Results of the database's own checks.</param>
internal sealed record InstallationReport(long Now, int Process, Guid? Organization, IReadOnlyDictionary<string, string>? Quotas, int? ConnectionLimit, IReadOnlyList<CheckResult> Items);

/// <summary>One function in the result of <c>api.read_functions</c>.</summary>
/// <param name="File">The file that created it.</param>
/// <param name="FileHash">The SHA-256 of that file.</param>
/// <param name="BodyHash">The SHA-256 of the body that the database runs.</param>
/// <param name="IsDefiner">Whether it runs with the rights of its owner.</param>
internal sealed record InstalledFunction(string File, string FileHash, string BodyHash, bool IsDefiner);

/// <summary>The result of <c>api.read_position</c>.</summary>
/// <param name="Position">The primary's write position in the WAL.</param>
/// <param name="LagMilliseconds">Longest accepted lag of a standby, in milliseconds.</param>
internal sealed record ReadPosition(string Position, long LagMilliseconds);

/// <summary>The result of <c>api.check_standby</c>: the state of the server that it runs on.</summary>
/// <param name="IsStandby">Whether the server is a standby.</param>
/// <param name="Server">The server's system identifier. Null if the server hides it.</param>
/// <param name="Database">The oid of the database.</param>
/// <param name="HasReplayed">Whether it has replayed everything up to the primary's position.</param>
/// <param name="LagMilliseconds">Age of the newest commit that it has replayed, in milliseconds.</param>
/// <param name="HasFeedback">Whether hot_standby_feedback is on.</param>
/// <param name="ConflictPatience">max_standby_streaming_delay.</param>
internal sealed record StandbyReport(bool IsStandby, string? Server, long Database, bool HasReplayed, long? LagMilliseconds, bool HasFeedback, string ConflictPatience);

/// <summary>The JSON format of checks, from the database and in <c>outlier check --json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(InstallationReport))]
[JsonSerializable(typeof(IReadOnlyList<InstalledFunction>))]
[JsonSerializable(typeof(ReadPosition))]
[JsonSerializable(typeof(StandbyReport))]
[JsonSerializable(typeof(IReadOnlyList<CheckResult>))]
internal sealed partial class CheckJson : JsonSerializerContext;
