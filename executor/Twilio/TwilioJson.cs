using System.Text.Json.Serialization;

namespace Outlier.Executor.Twilio;

/// <summary>The database's facts for calls to Twilio.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WantedMessages))]
[JsonSerializable(typeof(WantedMessage))]
internal sealed partial class TwilioJson : JsonSerializerContext;
