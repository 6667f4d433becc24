using System.Text.Json;
using Outlier.Simulator.Hosting;
using Outlier.Simulator.Memory;

namespace Outlier.Simulator.Faults;

/// <summary>Extracts the phone numbers in a call. Used only for a fault that is limited to a number.</summary>
internal static class CallNumbers
{
    public static IEnumerable<string> Of(Call call, SimulatorStore store)
    {
        if (call.QueryValue("To") is { } to)
        {
            yield return to;
        }

        foreach (var segment in call.Segments())
        {
            foreach (var id in segment.Split(','))
            {
                if (PersonOf(id, store) is { } person)
                {
                    yield return person;
                }
            }
        }

        foreach (var number in InBody(call.Body, store))
        {
            yield return number;
        }
    }

    private static List<string> InBody(byte[] body, SimulatorStore store)
    {
        var numbers = new List<string>();
        if (body.Length == 0)
        {
            return numbers;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            Collect(document.RootElement, store, numbers);
        }
        catch (JsonException)
        {
            // A body that is not JSON contains no phone number.
        }

        return numbers;
    }

    private static void Collect(JsonElement root, SimulatorStore store, List<string> numbers)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var envelope in root.EnumerateObject().Select(property => property.Value).Where(IsObject))
        {
            if (envelope.TryGetProperty("to_fields", out var to) && to.ValueKind == JsonValueKind.Array)
            {
                numbers.AddRange(to.EnumerateArray().Where(IsObject)
                    .Select(field => field.TryGetProperty("phone_number", out var number) ? number.ToString() : string.Empty));
            }

            if (envelope.TryGetProperty("conversation", out var id) && PersonOf(id.ToString(), store) is { } person)
            {
                numbers.Add(person);
            }
        }
    }

    private static bool IsObject(JsonElement element) => element.ValueKind == JsonValueKind.Object;

    private static string? PersonOf(string text, SimulatorStore store) =>
        !Guid.TryParse(text, out var id) ? null :
        store.FindConversation(id) is { } conversation ? conversation.Person :
        store.FindMessage(id)?.Conversation.Person;
}
