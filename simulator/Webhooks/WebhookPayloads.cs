using System.Text.Json;
using Outlier.Simulator.Hosting;
using Outlier.Simulator.Memory;
using Outlier.Simulator.Missive;

namespace Outlier.Simulator.Webhooks;

/// <summary>Builds the bodies of webhooks.</summary>
internal static class WebhookPayloads
{
    public static byte[] OfText(SimulatorState state, Message message)
    {
        var rule = message.Incoming
            ? RuleType.Incoming(state.Options.IncomingRuleType)
            : RuleType.Outgoing(state.Options.OutgoingRuleType);
        return JsonBytes.Build((state, message, rule), static (writer, source) =>
        {
            writer.WriteStartObject();
            WriteRule(writer, source.rule);
            writer.WritePropertyName("conversation"u8);
            ConversationJson.Write(writer, source.message.Conversation, source.state, full: false);
            writer.WritePropertyName("message"u8);
            MessageJson.Write(writer, source.message, source.state.Options, MessageForm.Webhook);
            writer.WriteEndObject();
        });
    }

    public static byte[] OfChange(SimulatorState state, Conversation conversation, RuleType rule) =>
        JsonBytes.Build((state, conversation, rule), static (writer, source) =>
        {
            writer.WriteStartObject();
            WriteRule(writer, source.rule);
            writer.WritePropertyName("conversation"u8);
            ConversationJson.Write(writer, source.conversation, source.state, full: false);
            writer.WriteEndObject();
        });

    private static void WriteRule(Utf8JsonWriter writer, RuleType rule)
    {
        writer.WriteStartObject("rule"u8);
        writer.WriteString("id"u8, rule.Id);
        writer.WriteString("description"u8, rule.Description);
        writer.WriteString("type"u8, rule.Type);
        writer.WriteEndObject();
    }
}
