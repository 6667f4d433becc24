using System.Text.Json.Serialization;

namespace Outlier.Executor.Lookup;

/// <summary>The database's facts for calls to the lookup service.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WantedRefresh))]
internal sealed partial class LookupJson : JsonSerializerContext;
