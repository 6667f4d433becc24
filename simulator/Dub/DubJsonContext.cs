using System.Text.Json.Serialization;

namespace Outlier.Simulator.Dub;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LinkRequest[]))]
[JsonSerializable(typeof(Link[]))]
[JsonSerializable(typeof(DubErrorBody))]
internal sealed partial class DubJsonContext : JsonSerializerContext;
