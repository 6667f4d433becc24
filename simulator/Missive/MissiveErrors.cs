using Outlier.Simulator.Hosting;

namespace Outlier.Simulator.Missive;

/// <summary>Missive's errors: <c>{"error":{"message":…}}</c>.</summary>
internal static class MissiveErrors
{
    public const string InvalidToken = "Authentication token is invalid or has been revoked";
    public const string InvalidIds = "Invalid resource ID(s)";
    public const string UnknownSender = "'from_field' does not match an available sender";
    public const string NoMailbox = "You need to paginate at least one mailbox";
    public const string EmptyPost = "Validation failed: text, markdown or attachments needed";

    public static Answer Of(int status, string message) =>
        new(status, JsonBytes.Build(message, static (writer, text) =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("error"u8);
            writer.WriteString("message"u8, text);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }));

    public static Answer BadRequest(string message) => Of(StatusCodes.Status400BadRequest, message);

    public static Answer NotFound() => Of(StatusCodes.Status404NotFound, InvalidIds);
}
