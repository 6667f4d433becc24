using System.Text.Json;
using Outlier.Simulator.Memory;

namespace Outlier.Simulator.Missive;

/// <summary>A message as JSON.</summary>
internal static class MessageJson
{
    public static void Write(
        Utf8JsonWriter writer, Message message, SimulatorOptions options, MessageForm form, SimulatorState? state = null)
    {
        var created = message.CreatedAt.ToUnixTimeSeconds();
        writer.WriteStartObject();
        writer.WriteString("id"u8, message.Id);
        writer.WriteString("preview"u8, PreviewOf(message.Body));
        writer.WriteString("type"u8, "sms"u8);
        WriteDeliveredAt(writer, message, created);
        writer.WriteNumber("updated_at"u8, created);
        writer.WriteNumber("created_at"u8, created);
        writer.WriteStartArray("references"u8);
        writer.WriteStringValue(options.OurNumber + (message.Incoming ? message.From : message.To));
        writer.WriteEndArray();

        WriteParty(writer, "from_field"u8, message.From, IsAccount(!message.Incoming, form), options);
        WriteParties(writer, "to_fields"u8, message.To, options);
        writer.WriteString("external_id"u8, message.ShownSid);
        WriteParty(writer, "account_author"u8, message.From, IsAccount(!message.Incoming, form), options);
        WriteParties(writer, "account_recipients"u8, message.To, options);
        writer.WriteStartArray("attachments"u8);
        writer.WriteEndArray();
        WriteAuthor(writer, message);
        if (form == MessageForm.Full)
        {
            writer.WriteNull("subject"u8);
            writer.WriteString("body"u8, message.Body);
            writer.WritePropertyName("conversation"u8);
            ConversationJson.Write(writer, message.Conversation, state!, full: true);
        }

        writer.WriteEndObject();
    }

    // The webhook of a sent text names our side by its Twilio account. All other forms contain numbers.
    private static bool IsAccount(bool ours, MessageForm form) => ours && form == MessageForm.Webhook;

    private static void WriteDeliveredAt(Utf8JsonWriter writer, Message message, long created)
    {
        if (message.ShownSid is null)
        {
            writer.WriteNull("delivered_at"u8);
        }
        else
        {
            writer.WriteNumber("delivered_at"u8, created);
        }
    }

    private static void WriteAuthor(Utf8JsonWriter writer, Message message)
    {
        if (message.Incoming)
        {
            writer.WriteNull("author"u8);
            return;
        }

        writer.WriteStartObject("author"u8);
        writer.WriteString("id"u8, People.TokenOwner.Id);
        writer.WriteEndObject();
    }

    private static void WriteParties(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string number, SimulatorOptions options)
    {
        writer.WriteStartArray(name);
        WriteParty(writer, number, account: false, options);
        writer.WriteEndArray();
    }

    private static void WriteParty(
        Utf8JsonWriter writer, ReadOnlySpan<byte> name, string number, bool account, SimulatorOptions options)
    {
        writer.WritePropertyName(name);
        WriteParty(writer, number, account, options);
    }

    private static void WriteParty(Utf8JsonWriter writer, string number, bool account, SimulatorOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, account ? options.AccountSid : number);
        writer.WriteString("name"u8, account ? Formatted(number) : number);
        writer.WriteString("username"u8, account ? number : null);
        writer.WriteEndObject();
    }

    // Missive replaces line breaks in previews by spaces.
    private static string PreviewOf(string body) =>
        body.AsSpan().ContainsAny('\r', '\n') ? body.ReplaceLineEndings(" ") : body;

    // +13135550100 -> +1 (313) 555-0100
    private static string Formatted(string number) =>
        number is ['+', '1', ..] && number.Length == 12 ? $"+1 ({number[2..5]}) {number[5..8]}-{number[8..]}" : number;
}
