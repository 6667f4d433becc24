using System.Text.Json.Serialization;

namespace Outlier.Executor.Campaigns;

/// <summary>How many people. Describes the answer; the database makes it.</summary>
public sealed record RecipientCount([property: JsonPropertyName("recipient_count")] int Count);
