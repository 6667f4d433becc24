using Outlier.Simulator.Hosting;
using Outlier.Simulator.Memory;
using Outlier.Simulator.Webhooks;

namespace Outlier.Simulator.Missive;

/// <summary>Checks and applies the changes to a conversation that drafts, posts and updates have in common.</summary>
internal sealed class ConversationEditor(SimulatorState state)
{
    private static readonly (ConversationChanges Change, RuleType Rule)[] Rules =
    [
        (ConversationChanges.Labels, RuleType.LabelChange),
        (ConversationChanges.Team, RuleType.TeamChange),
        (ConversationChanges.Assignees, RuleType.AssigneeChange),
        (ConversationChanges.Reopened, RuleType.Reopened),
        (ConversationChanges.Closed, RuleType.Closed),
    ];

    /// <summary>The error for fields that cannot be applied. Null if all can.</summary>
    public Answer? Check(IConversationFields fields)
    {
        if (fields.Organization is null)
        {
            var lacking =
                fields.AddSharedLabels is not null ? "add_shared_labels" :
                fields.RemoveSharedLabels is not null ? "remove_shared_labels" :
                fields.AddAssignees is not null ? "add_assignees" :
                fields.RemoveAssignees is not null ? "remove_assignees" :
                null;
            if (lacking is not null)
            {
                return MissiveErrors.BadRequest($"'organization' is required when '{lacking}' is defined");
            }
        }
        else if (!Guid.TryParse(fields.Organization, out var organization) || organization != state.Options.OrganizationId)
        {
            return MissiveErrors.BadRequest(MissiveErrors.InvalidIds);
        }

        var known = AreLabels(fields.AddSharedLabels) && AreLabels(fields.RemoveSharedLabels)
            && AreIds(fields.AddAssignees) && AreIds(fields.RemoveAssignees) && (fields.Team is null || Guid.TryParse(fields.Team, out _));
        return known ? null : MissiveErrors.BadRequest(MissiveErrors.InvalidIds);
    }

    /// <summary>Applies checked fields. <paramref name="reopen"/> says whether a closed conversation reopens.</summary>
    public static ConversationChanges Apply(Conversation conversation, IConversationFields fields, bool reopen)
    {
        var changes = ConversationChanges.None;
        lock (conversation.Gate)
        {
            // Uses |, not ||, because both sides must run.
            var labels = Add(conversation.LabelIds, fields.AddSharedLabels) | Remove(conversation.LabelIds, fields.RemoveSharedLabels);
            var assignees = Add(conversation.AssigneeIds, fields.AddAssignees) | Remove(conversation.AssigneeIds, fields.RemoveAssignees);
            changes |= labels ? ConversationChanges.Labels : ConversationChanges.None;
            changes |= assignees ? ConversationChanges.Assignees : ConversationChanges.None;
            changes |= MoveToTeam(conversation, fields) ? ConversationChanges.Team : ConversationChanges.None;
            changes |= OpenOrClose(conversation, fields.Close == true, reopen);
            conversation.Subject = fields.NewSubject ?? conversation.Subject;
            conversation.Color = fields.NewColor ?? conversation.Color;
        }

        return changes;
    }

    /// <summary>Queues the webhooks for the changes, with the current state of the conversation.</summary>
    public void Announce(Conversation conversation, ConversationChanges changes)
    {
        if (changes == ConversationChanges.None || state.Options.WebhookUrl is null || !state.Options.UserActionWebhooks)
        {
            return;
        }

        foreach (var (change, rule) in Rules)
        {
            if (changes.HasFlag(change))
            {
                var body = WebhookPayloads.OfChange(state, conversation, rule);
                state.Webhooks.Enqueue(() => body);
            }
        }
    }

    private static ConversationChanges OpenOrClose(Conversation conversation, bool close, bool reopen)
    {
        var closed = close || (conversation.Closed && !reopen);
        if (closed == conversation.Closed)
        {
            return ConversationChanges.None;
        }

        conversation.Closed = closed;
        return closed ? ConversationChanges.Closed : ConversationChanges.Reopened;
    }

    private static bool MoveToTeam(Conversation conversation, IConversationFields fields)
    {
        if (fields.Team is null || (conversation.TeamId is not null && fields.ForceTeam != true))
        {
            return false;
        }

        var team = Guid.Parse(fields.Team);
        var moved = conversation.TeamId != team;
        conversation.TeamId = team;
        return moved;
    }

    private static bool Add(List<Guid> ids, string[]? added)
    {
        var changed = false;
        foreach (var id in added ?? [])
        {
            var parsed = Guid.Parse(id);
            if (!ids.Contains(parsed))
            {
                ids.Add(parsed);
                changed = true;
            }
        }

        return changed;
    }

    private static bool Remove(List<Guid> ids, string[]? removed)
    {
        var changed = false;
        foreach (var id in removed ?? [])
        {
            changed |= ids.Remove(Guid.Parse(id));
        }

        return changed;
    }

    private static bool AreIds(string[]? ids) => ids is null || Array.TrueForAll(ids, id => Guid.TryParse(id, out _));

    private bool AreLabels(string[]? ids)
    {
        foreach (var text in ids ?? [])
        {
            if (!Guid.TryParse(text, out var id))
            {
                return false;
            }

            if (state.Store.Labels.Find(id) is null)
            {
                if (!state.Options.AdoptUnknownIds)
                {
                    return false;
                }

                state.Store.Labels.Create($"Label {text[..8]}", parent: null, color: null, "organization", id);
            }
        }

        return true;
    }
}
