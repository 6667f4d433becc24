using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Outlier.Simulator.Hosting;

namespace Outlier.Simulator.Control;

/// <summary>
/// The paths <c>/simulator</c> and <c>/health</c>. They show recorded events and change the simulator's behavior.
/// </summary>
internal sealed class ControlPanel(SimulatorState state)
{
    private const int DefaultCalls = 100;

    // Humans read these answers, so phone numbers and quotation marks are not escaped.
    private static readonly ControlJsonContext Json = new(new JsonSerializerOptions(ControlJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public async Task HandleAsync(Call call)
    {
        Answer answer;
        try
        {
            call.Body = await RequestBody.ReadAsync(call.Context.Request);
            answer = await RouteAsync(call);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or UriFormatException)
        {
            answer = Problem(StatusCodes.Status400BadRequest, exception.Message);
        }

        await answer.WriteAsync(call.Context.Response);
    }

    private async Task<Answer> RouteAsync(Call call) => (call.Method, call.Segments()) switch
    {
        ("GET", ["health"]) => new Answer(StatusCodes.Status200OK, """{"status":"ok"}"""u8.ToArray()),
        ("GET", ["simulator"]) => Show(),
        ("GET", ["simulator", "calls"]) => Of([.. state.Calls.TakeLast(Limit(call, DefaultCalls))], Json.IReadOnlyListRecordedCall),
        ("GET", ["simulator", "messages"]) => Of(
            [.. state.Messages.TakeLast(Limit(call, int.MaxValue))], Json.IReadOnlyListSimulatedMessage),
        ("POST", ["simulator", "faults"]) => Do(() => state.AddFault(Read(call, Json.Fault))),
        ("DELETE", ["simulator", "faults"]) => Do(state.ClearFaults),
        ("POST", ["simulator", "incoming"]) => await IncomingAsync(Read(call, Json.IncomingText)),
        ("POST", ["simulator", "status"]) => SetStatus(Read(call, Json.StatusChange)),
        ("POST", ["simulator", "options"]) => Do(() => Read(call, Json.OptionsChange).ApplyTo(state.Options)),
        ("POST", ["simulator", "reset"]) => Do(state.Reset),
        _ => Problem(StatusCodes.Status404NotFound, "There is nothing at this address"),
    };

    private async Task<Answer> IncomingAsync(IncomingText text)
    {
        if (text is not { From.Length: > 0, Text: not null })
        {
            return Problem(StatusCodes.Status400BadRequest, "'from' and 'text' are required");
        }

        await state.IncomingAsync(text.From, text.Text);
        return Show();
    }

    private Answer SetStatus(StatusChange change)
    {
        if ((change.Sid ?? change.To) is not { } target || change.Status is null)
        {
            return Problem(StatusCodes.Status400BadRequest, "'sid' or 'to', and 'status', are required");
        }

        state.SetStatus(target, change.Status, change.ErrorCode);
        return Show();
    }

    private Answer Do(Action action)
    {
        action();
        return Show();
    }

    private Answer Show() => Of(Overview.Of(state), Json.Overview);

    private static int Limit(Call call, int whenAbsent) =>
        int.TryParse(call.QueryValue("limit"), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : whenAbsent;

    private static T Read<T>(Call call, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(call.Body, type) ?? throw new JsonException("An object is expected");

    private static Answer Of<T>(T value, JsonTypeInfo<T> type) =>
        new(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(value, type));

    private static Answer Problem(int status, string message) =>
        new(status, JsonBytes.Build(message, static (writer, text) =>
        {
            writer.WriteStartObject();
            writer.WriteString("error"u8, text);
            writer.WriteEndObject();
        }));
}
