using System.Text.Json.Serialization;

namespace Outlier.Executor.Campaigns;

/// <summary>A form's fields as JSON.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class FormJson : JsonSerializerContext;
