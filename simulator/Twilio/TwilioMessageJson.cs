using System.Globalization;
using System.Text.Json;
using Outlier.Simulator.Memory;

namespace Outlier.Simulator.Twilio;

/// <summary>A message in Twilio's JSON format.</summary>
internal static class TwilioMessageJson
{
    public static void Write(Utf8JsonWriter writer, Message message, string account, DateTimeOffset now)
    {
        var error = message.Error(now);
        var own = $"/2010-04-01/Accounts/{account}/Messages/{message.Sid}";
        writer.WriteStartObject();
        writer.WriteString("account_sid"u8, account);
        writer.WriteString("api_version"u8, "2010-04-01"u8);
        writer.WriteString("body"u8, message.Body);
        writer.WriteString("date_created"u8, Rfc2822(message.CreatedAt));
        writer.WriteString("date_sent"u8, message.SentAt(now) is { } sent ? Rfc2822(sent) : null);
        writer.WriteString("date_updated"u8, Rfc2822(message.UpdatedAt(now)));
        writer.WriteString("direction"u8, message.Incoming ? "inbound"u8 : "outbound-api"u8);
        if (error is { } code)
        {
            writer.WriteNumber("error_code"u8, code);
        }
        else
        {
            writer.WriteNull("error_code"u8);
        }

        writer.WriteString("error_message"u8, error is { } known ? TwilioErrors.TextOf(known) : null);
        writer.WriteString("from"u8, message.From);
        writer.WriteNull("messaging_service_sid"u8);
        writer.WriteString("num_media"u8, "0"u8);
        writer.WriteString("num_segments"u8, Segments.Of(message.Body).ToString(CultureInfo.InvariantCulture));
        writer.WriteNull("price"u8);
        writer.WriteString("price_unit"u8, "USD"u8);
        writer.WriteString("sid"u8, message.Sid);
        writer.WriteString("status"u8, message.Status(now));
        writer.WriteStartObject("subresource_uris"u8);
        writer.WriteString("media"u8, own + "/Media.json");
        writer.WriteEndObject();
        writer.WriteString("to"u8, message.To);
        writer.WriteString("uri"u8, own + ".json");
        writer.WriteEndObject();
    }

    private static string Rfc2822(DateTimeOffset time) =>
        time.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
}
