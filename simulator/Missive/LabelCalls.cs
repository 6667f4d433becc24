using System.Globalization;
using System.Text.Json;
using Outlier.Simulator.Hosting;
using Outlier.Simulator.Memory;

namespace Outlier.Simulator.Missive;

/// <summary>GET and POST /v1/shared_labels.</summary>
internal sealed class LabelCalls(SimulatorState state)
{
    private const int DefaultLimit = 50;
    private const int MostLimit = 200;

    public Answer List(Call call)
    {
        if (!TryNumber(call, "limit", DefaultLimit, out var limit) || limit is < 1 or > MostLimit)
        {
            return MissiveErrors.BadRequest($"max 'limit' value is {MostLimit}");
        }

        if (!TryNumber(call, "offset", 0, out var offset))
        {
            return MissiveErrors.BadRequest("'offset' value is not a number");
        }

        var elsewhere = call.QueryValue("organization") is { } organization && !IsOurs(organization);
        return Show(StatusCodes.Status200OK, elsewhere ? [] : state.Store.Labels.All().Skip(offset).Take(limit));
    }

    public Answer Create(Call call)
    {
        var requests = Read(call.Body);
        if (requests is not { Length: > 0 })
        {
            return MissiveErrors.BadRequest("'shared_labels' is required");
        }

        foreach (var request in requests)
        {
            if (Problem(request) is { } problem)
            {
                return MissiveErrors.BadRequest(problem);
            }
        }

        // Missive accepts duplicate names, so the second label with a name is a separate label.
        return Show(StatusCodes.Status201Created, Array.ConvertAll(requests, Add));
    }

    // Missive documents an array. It also accepts a single object.
    private static LabelRequest[]? Read(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("shared_labels", out var labels))
        {
            return null;
        }

        return labels.ValueKind == JsonValueKind.Array
            ? labels.Deserialize(MissiveJsonContext.Default.LabelRequestArray)
            : labels.Deserialize(MissiveJsonContext.Default.LabelRequest) is { } label ? [label] : null;
    }

    private string? Problem(LabelRequest request) => request switch
    {
        { Name: null or "" } => "'name' is required",
        { Organization: null } => "'organization' is required",
        _ when !IsOurs(request.Organization) => MissiveErrors.InvalidIds,
        { Visibility: not (null or "organization" or "delegates") } => "'visibility' is invalid",
        { Parent: { } parent } when !Guid.TryParse(parent, out var id) || state.Store.Labels.Find(id) is null => MissiveErrors.InvalidIds,
        _ => null,
    };

    private SharedLabel Add(LabelRequest request) => state.Store.Labels.Create(
        request.Name!,
        request.Parent is { } parent ? Guid.Parse(parent) : null,
        request.Color,
        request.Visibility ?? "organization");

    private bool IsOurs(string organization) => Guid.TryParse(organization, out var id) && id == state.Options.OrganizationId;

    private static bool TryNumber(Call call, string name, int whenAbsent, out int value)
    {
        value = whenAbsent;
        return call.QueryValue(name) is not { } text || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private Answer Show(int status, IEnumerable<SharedLabel> labels) =>
        new(status, JsonBytes.Build((labels, state.Options.OrganizationId), static (writer, source) =>
        {
            writer.WriteStartObject();
            LabelJson.WriteAll(writer, source.labels, source.OrganizationId);
            writer.WriteEndObject();
        }));
}
