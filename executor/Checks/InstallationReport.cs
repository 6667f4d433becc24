using System.Text.Json.Serialization;

namespace Outlier.Executor.Checks;

/// <summary>What <c>api.check_installation</c> tells.</summary>
/// <param name="Now">The database's clock, in milliseconds since 1970.</param>
/// <param name="Process">The server process that answered.</param>
/// <param name="Organization">The Missive organization of the settings.</param>
/// <param name="Quotas">The quota of each token, by the token's name.</param>
/// <param name="ConnectionLimit">How many connections the server allows this login.</param>
/// <param name="Items">What it looked at.</param>
internal sealed record InstallationReport(long Now, int Process, Guid? Organization, IReadOnlyDictionary<string, string>? Quotas, int? ConnectionLimit, IReadOnlyList<CheckResult> Items);

/// <summary>What <c>api.read_functions</c> tells of one function.</summary>
/// <param name="File">The file that made it.</param>
/// <param name="FileHash">The SHA-256 of that file.</param>
/// <param name="BodyHash">The SHA-256 of the body that the database runs.</param>
/// <param name="IsDefiner">Whether it runs with the rights of its owner.</param>
internal sealed record InstalledFunction(string File, string FileHash, string BodyHash, bool IsDefiner);

/// <summary>What <c>api.read_position</c> tells.</summary>
/// <param name="Position">How far the primary has written.</param>
/// <param name="LagMilliseconds">How far behind a standby may be.</param>
internal sealed record ReadPosition(string Position, long LagMilliseconds);

/// <summary>What <c>api.check_standby</c> tells of the server that it runs on.</summary>
/// <param name="IsStandby">Whether it replays what another server writes.</param>
/// <param name="Server">Its system identifier; null: the server hides it.</param>
/// <param name="Database">The oid of the database.</param>
/// <param name="HasReplayed">Whether it knows all that the primary had written.</param>
/// <param name="LagMilliseconds">How old the newest commit is that it knows.</param>
/// <param name="HasFeedback">Whether hot_standby_feedback is on.</param>
/// <param name="ConflictPatience">max_standby_streaming_delay.</param>
internal sealed record StandbyReport(bool IsStandby, string? Server, long Database, bool HasReplayed, long? LagMilliseconds, bool HasFeedback, string ConflictPatience);

/// <summary>JSON of checks, from the database and for <c>outlier check --json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(InstallationReport))]
[JsonSerializable(typeof(IReadOnlyList<InstalledFunction>))]
[JsonSerializable(typeof(ReadPosition))]
[JsonSerializable(typeof(StandbyReport))]
[JsonSerializable(typeof(IReadOnlyList<CheckResult>))]
internal sealed partial class CheckJson : JsonSerializerContext;
