using System.Text.Json;
using Outlier.Simulator.Hosting;
using Outlier.Simulator.Memory;

namespace Outlier.Simulator.Missive;

/// <summary>GET and PATCH /v1/conversations.</summary>
internal sealed class ConversationCalls(SimulatorState state, ConversationEditor editor, ConversationFinder finder)
{
    public Answer Get(string ids)
    {
        var found = ids.Split(',').Select(Known).ToArray();
        return Array.TrueForAll(found, conversation => conversation is not null)
            ? Show(found!)
            : MissiveErrors.NotFound();
    }

    public Answer List(Call call)
    {
        if (MailboxFilter.Read(call, state) is not { } mailboxes)
        {
            return MissiveErrors.BadRequest(MissiveErrors.NoMailbox);
        }

        if (Page.Read(call, defaultLimit: 25, least: 2, most: 50, out var page) is { } refusal)
        {
            return refusal;
        }

        var rows = state.Store.Conversations.Where(mailboxes).OrderByDescending(conversation => conversation.LastActivityAt);
        return Show(page!.Cut(rows, conversation => conversation.LastActivityAt));
    }

    public Answer Messages(Call call, string id)
    {
        if (Known(id) is not { } conversation)
        {
            return MissiveErrors.NotFound();
        }

        if (Page.Read(call, defaultLimit: 10, least: 1, most: 10, out var page) is { } refusal)
        {
            return refusal;
        }

        var rows = page!.Cut(conversation.Messages().Reverse(), message => message.CreatedAt);
        return new Answer(StatusCodes.Status200OK, JsonBytes.Build((rows, state.Options), static (writer, source) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("messages"u8);
            foreach (var message in source.rows)
            {
                MessageJson.Write(writer, message, source.Options, MessageForm.Row);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
    }

    public Answer Update(Call call, string ids)
    {
        var updates = JsonSerializer.Deserialize(call.Body, MissiveJsonContext.Default.ConversationsEnvelope)?.Conversations;
        var named = ids.Split(',');
        if (updates is null || !named.Order(StringComparer.Ordinal).SequenceEqual(
            updates.Select(update => update.Id ?? string.Empty).Order(StringComparer.Ordinal), StringComparer.OrdinalIgnoreCase))
        {
            return MissiveErrors.BadRequest("'conversations' must hold one object for each id");
        }

        // Checks all updates before it changes any conversation.
        var found = new Conversation[updates.Length];
        for (var i = 0; i < updates.Length; i++)
        {
            if (editor.Check(updates[i]) is { } refusal)
            {
                return refusal;
            }

            if (finder.FindById(updates[i].Id!, person: null, call.At) is not { } conversation)
            {
                return MissiveErrors.NotFound();
            }

            found[i] = conversation;
        }

        for (var i = 0; i < updates.Length; i++)
        {
            var changes = ConversationEditor.Apply(found[i], updates[i], reopen: updates[i].Reopen ?? false);
            editor.Announce(found[i], changes);
        }

        return Show(found);
    }

    private Conversation? Known(string id) => Guid.TryParse(id, out var parsed) ? state.Store.FindConversation(parsed) : null;

    private Answer Show(IReadOnlyList<Conversation> conversations) =>
        new(StatusCodes.Status200OK, JsonBytes.Build((conversations, state), static (writer, source) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("conversations"u8);
            foreach (var conversation in source.conversations)
            {
                ConversationJson.Write(writer, conversation, source.state, full: true);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
}
