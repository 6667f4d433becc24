using System.Text.Json.Serialization;

namespace Outlier.Executor.Checks;

/// <summary>JSON of checks, from the database and for <c>outlier check --json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(InstallationReport))]
[JsonSerializable(typeof(IReadOnlyList<InstalledFunction>))]
[JsonSerializable(typeof(IReadOnlyList<CheckResult>))]
internal sealed partial class CheckJson : JsonSerializerContext;
