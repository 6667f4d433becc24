using System.Text;
using System.Text.Json;
using Outlier.Simulator.Hosting;
using Outlier.Simulator.Memory;
using Outlier.Simulator.Webhooks;

namespace Outlier.Simulator.Missive;

/// <summary>POST and DELETE /v1/drafts.</summary>
internal sealed class DraftCalls(SimulatorState state, ConversationEditor editor, ConversationFinder finder)
{
    public async ValueTask<Answer> CreateAsync(Call call)
    {
        var draft = JsonSerializer.Deserialize(call.Body, MissiveJsonContext.Default.DraftEnvelope)?.Drafts;
        if (draft is null)
        {
            return MissiveErrors.BadRequest("'drafts' is required");
        }

        if ((Check(draft) ?? editor.Check(draft)) is { } refusal)
        {
            return refusal;
        }

        var to = draft.ToFields![0].PhoneNumber!;
        if (finder.Find(draft.Conversation, draft.References, to, call.At) is not { } conversation)
        {
            return MissiveErrors.BadRequest(MissiveErrors.InvalidIds);
        }

        return draft.Send ? await SendAsync(draft, to, conversation, call.At) : Keep(draft, to, conversation);
    }

    public Answer Delete(string id)
    {
        if (!Guid.TryParse(id, out var draftId) || !state.Store.Drafts.TryRemove(draftId, out var draft))
        {
            return MissiveErrors.NotFound();
        }

        lock (draft.Conversation.Gate)
        {
            draft.Conversation.Drafts--;
        }

        return new Answer(StatusCodes.Status200OK, "{}"u8.ToArray());
    }

    private Answer? Check(DraftRequest draft)
    {
        var problem = draft switch
        {
            { ToFields: not { Length: 1 } } => "'to_fields' must hold exactly one phone number",
            _ when !IsNumber(draft.ToFields[0].PhoneNumber) => "'to_fields' has an invalid phone number",
            { Body: null or "" } => "'body' is required",
            { Send: true, SendAt: not null } => "'send_at' cannot be combined with 'send'",
            { FromField: null } => "'from_field' is required",
            _ when !IsOurs(draft.FromField) => MissiveErrors.UnknownSender,
            _ => null,
        };
        return problem is null ? null : MissiveErrors.BadRequest(problem);
    }

    private async ValueTask<Answer> SendAsync(DraftRequest draft, string to, Conversation conversation, DateTimeOffset now)
    {
        var labels = draft.AddSharedLabels is { Length: > 0 } ids ? Array.ConvertAll(ids, Guid.Parse) : [];
        var changes = ConversationEditor.Apply(conversation, draft, reopen: false);
        var message = state.Switchboard.Send(conversation, to, draft.Body!, labels, now);
        state.Waiters.Pulse();

        var webhook = state.Options.WebhookUrl is null ? null : state.Webhooks.Enqueue(() => WebhookPayloads.OfText(state, message));
        editor.Announce(conversation, changes);
        if (webhook is not null && state.Options.OutgoingWebhookBeforeAnswer)
        {
            await webhook.FirstAttempt;
        }

        return Created(message.Id, conversation.Id);
    }

    private Answer Keep(DraftRequest request, string to, Conversation conversation)
    {
        var sendAt = request.SendAt is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : (DateTimeOffset?)null;
        var draft = new Draft(Guid.NewGuid(), conversation, to, request.Body!, sendAt);
        var changes = ConversationEditor.Apply(conversation, request, reopen: false);
        state.Store.Drafts[draft.Id] = draft;
        lock (conversation.Gate)
        {
            conversation.Drafts++;
        }

        editor.Announce(conversation, changes);
        return Created(draft.Id, conversation.Id);
    }

    private bool IsOurs(PhoneField from) =>
        string.Equals(from.PhoneNumber, state.Options.OurNumber, StringComparison.Ordinal) && from.Type is null or "twilio";

    private static bool IsNumber(string? text) =>
        text is { Length: >= 8 and <= 16 } && text[0] == '+' && !text.AsSpan(1).ContainsAnyExceptInRange('0', '9');

    private static Answer Created(Guid id, Guid conversation) => new(
        StatusCodes.Status201Created,
        Encoding.UTF8.GetBytes($"{{\"drafts\":{{\"id\":\"{id}\",\"conversation\":\"{conversation}\"}}}}"));
}
