using Outlier.Simulator.Hosting;
using Outlier.Simulator.Memory;

namespace Outlier.Simulator.Missive;

/// <summary>GET /v1/messages/:ids.</summary>
internal sealed class MessageCalls(SimulatorState state)
{
    private const int MostIds = 10;

    public Answer Get(string ids)
    {
        var asked = ids.Split(',');
        if (asked.Length > MostIds)
        {
            return MissiveErrors.BadRequest($"max {MostIds} resource IDs");
        }

        var found = Array.ConvertAll(asked, id => Guid.TryParse(id, out var parsed) ? state.Store.FindMessage(parsed) : null);
        return Array.TrueForAll(found, message => message is not null) ? Show(found!) : MissiveErrors.NotFound();
    }

    private Answer Show(Message[] messages) =>
        new(StatusCodes.Status200OK, JsonBytes.Build((messages, state), static (writer, source) =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("messages"u8);
            if (source.messages.Length > 1)
            {
                writer.WriteStartArray();
            }

            foreach (var message in source.messages)
            {
                MessageJson.Write(writer, message, source.state.Options, MessageForm.Full, source.state);
            }

            if (source.messages.Length > 1)
            {
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }));
}
