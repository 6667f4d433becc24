using System.Globalization;
using Outlier.Simulator.Hosting;

namespace Outlier.Simulator.Twilio;

/// <summary>Twilio's errors, and the descriptions of message error codes.</summary>
internal static class TwilioErrors
{
    public static Answer Of(int status, int code, string message) =>
        new(status, JsonBytes.Build((status, code, message), static (writer, error) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("code"u8, error.code);
            writer.WriteString("message"u8, error.message);
            writer.WriteString("more_info"u8, $"https://www.twilio.com/docs/errors/{error.code.ToString(CultureInfo.InvariantCulture)}");
            writer.WriteNumber("status"u8, error.status);
            writer.WriteEndObject();
        }));

    public static string TextOf(int code) => code switch
    {
        21610 => "Attempt to send to unsubscribed recipient",
        30001 => "Queue overflow",
        30002 => "Account suspended",
        30003 => "Unreachable destination handset",
        30004 => "Message blocked",
        30005 => "Unknown destination handset",
        30006 => "Landline or unreachable carrier",
        30007 => "Message filtered",
        30008 => "Unknown error",
        30034 => "Message from an unregistered number",
        _ => string.Create(CultureInfo.InvariantCulture, $"Error {code}"),
    };
}
