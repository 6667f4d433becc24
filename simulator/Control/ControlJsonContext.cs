using System.Text.Json.Serialization;

namespace Outlier.Simulator.Control;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Overview))]
[JsonSerializable(typeof(IReadOnlyList<RecordedCall>))]
[JsonSerializable(typeof(IReadOnlyList<SimulatedMessage>))]
[JsonSerializable(typeof(Fault))]
[JsonSerializable(typeof(IncomingText))]
[JsonSerializable(typeof(StatusChange))]
[JsonSerializable(typeof(OptionsChange))]
internal sealed partial class ControlJsonContext : JsonSerializerContext;
