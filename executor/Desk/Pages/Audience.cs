using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outlier.Executor.Campaigns;

namespace Outlier.Executor.Desk.Pages;

/// <summary>
/// The audience of a campaign in a form. Groups are alternatives. A person must have all labels of a group. The form's fields are
/// named i.0.1 (included, first group, second label) and i.0.1.since. Fields with x are for exclusions.
/// </summary>
/// <param name="Included">Groups of people who get the campaign.</param>
/// <param name="Excluded">Groups of people whom the campaign leaves out.</param>
public sealed record Audience(IReadOnlyList<IReadOnlyList<AudienceLabel>> Included, IReadOnlyList<IReadOnlyList<AudienceLabel>> Excluded)
{
    private const string Include = "i";
    private const string Exclude = "x";
    private static readonly AudienceLabel Blank = new(string.Empty, Since: null);

    /// <summary>An audience with one label to choose, and no exclusions.</summary>
    public static Audience Empty { get; } = new([[Blank]], []);

    /// <summary>True if no label is chosen yet.</summary>
    public bool IsEmpty => !Included.Any(group => group.Any(label => label.Id.Length > 0));

    /// <summary>Reads an audience from the API's JSON.</summary>
    internal static Audience Of(CampaignSegments segments, DeskContext desk) =>
        new(Groups(segments.Included, desk), segments.Excluded is { } excluded ? Groups(excluded, desk) : []);

    /// <summary>Reads an audience from a form.</summary>
    internal static Audience Of(IFormCollection form)
    {
        var included = Groups(form, Include);
        return new Audience(included.Count == 0 ? Empty.Included : included, Groups(form, Exclude));
    }

    /// <summary>Applies a button of the form: and:i:0 adds a label to a group, or:x adds a group, drop:i:0:1 removes a label.</summary>
    internal Audience After(string step)
    {
        var parts = step.Split(':');
        var sides = new Dictionary<string, List<List<AudienceLabel>>>(StringComparer.Ordinal)
        {
            [Include] = [.. Included.Select(group => group.ToList())],
            [Exclude] = [.. Excluded.Select(group => group.ToList())],
        };
        if (parts.Length < 2 || !sides.TryGetValue(parts[1], out var side))
        {
            return this;
        }

        var group = parts.Length > 2 && int.TryParse(parts[2], CultureInfo.InvariantCulture, out var index) && index >= 0 && index < side.Count ? side[index] : null;
        switch (parts[0])
        {
            case "or":
                side.Add([Blank]);
                break;
            case "and" when group is not null:
                group.Add(Blank);
                break;
            case "drop" when group is not null && parts.Length > 3 && int.TryParse(parts[3], CultureInfo.InvariantCulture, out var place) && place >= 0 && place < group.Count:
                group.RemoveAt(place);
                break;
            default:
                return this;
        }

        sides.Values.ToList().ForEach(groups => groups.RemoveAll(labels => labels.Count == 0));
        return new Audience(sides[Include].Count == 0 ? Empty.Included : sides[Include], sides[Exclude]);
    }

    /// <summary>Writes the API's JSON. Labels that are not chosen yet are left out.</summary>
    internal JsonObject ToJson(DeskContext desk)
    {
        var segments = new JsonObject { ["included"] = Json(Included, desk) };
        if (Json(Excluded, desk) is { Count: > 0 } excluded)
        {
            segments["excluded"] = excluded;
        }

        return segments;
    }

    private static JsonArray Json(IReadOnlyList<IReadOnlyList<AudienceLabel>> groups, DeskContext desk) => new(
        [.. groups.Select(group => group.Where(label => label.Id.Length > 0).ToList())
            .Where(group => group.Count > 0)
            .Select(JsonNode? (group) => new JsonArray([.. group.Select(label => Json(label, desk))]))]);

    private static JsonObject Json(AudienceLabel label, DeskContext desk)
    {
        var segment = new JsonObject { ["id"] = label.Id };
        if (desk.Unix(label.Since) is { } since)
        {
            segment["since"] = since;
        }

        return segment;
    }

    private static List<IReadOnlyList<AudienceLabel>> Groups(JsonElement segments, DeskContext desk) =>
        segments.ValueKind == JsonValueKind.Array
            ? [.. segments.EnumerateArray().Select(IReadOnlyList<AudienceLabel> (item) => item.ValueKind == JsonValueKind.Array
                ? [.. item.EnumerateArray().Select(label => Label(label, desk))]
                : [Label(item, desk)])]
            : [[Label(segments, desk)]];

    private static AudienceLabel Label(JsonElement label, DeskContext desk) => new(
        label.GetProperty("id").GetString() ?? string.Empty,
        label.TryGetProperty("since", out var since) && since.TryGetInt64(out var seconds) ? desk.Input(seconds)[..10] : null);

    private static List<IReadOnlyList<AudienceLabel>> Groups(IFormCollection form, string side) =>
        [.. form.Keys.Select(name => name.Split('.'))
            .Where(parts => parts.Length == 3 && parts[0] == side && int.TryParse(parts[1], CultureInfo.InvariantCulture, out _) && int.TryParse(parts[2], CultureInfo.InvariantCulture, out _))
            .OrderBy(parts => int.Parse(parts[1], CultureInfo.InvariantCulture)).ThenBy(parts => int.Parse(parts[2], CultureInfo.InvariantCulture))
            .GroupBy(parts => parts[1], StringComparer.Ordinal)
            .Select(IReadOnlyList<AudienceLabel> (group) => [.. group.Select(parts => new AudienceLabel(
                form[string.Join('.', parts)].ToString(),
                form[$"{string.Join('.', parts)}.since"].ToString() is { Length: > 0 } since ? since : null))])];
}

/// <summary>A label of an audience.</summary>
/// <param name="Id">Id of the label in Missive. Empty if none is chosen yet.</param>
/// <param name="Since">Only people who have had the label since this date. Null for any date.</param>
public sealed record AudienceLabel(string Id, string? Since);
