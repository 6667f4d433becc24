using System.Text.Json;

namespace Outlier.Executor.Campaigns;

/// <summary>
/// Who is meant: one {"id": label, "since": unix seconds}, or a list of alternatives, in which an inner list asks for all of its labels.
/// Describes the request; the database reads it.
/// </summary>
/// <param name="Included">Who is texted.</param>
/// <param name="Excluded">Who of them is not.</param>
public sealed record CampaignSegments(JsonElement Included, JsonElement? Excluded = null);
