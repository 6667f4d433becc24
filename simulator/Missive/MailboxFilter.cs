using Outlier.Simulator.Hosting;
using Outlier.Simulator.Memory;

namespace Outlier.Simulator.Missive;

/// <summary>The mailbox parameters of a conversation list.</summary>
internal static class MailboxFilter
{
    private static readonly string[] Flags = ["inbox", "all", "assigned", "closed", "snoozed", "flagged", "trashed", "junked", "drafts"];
    private static readonly string[] ByTarget = ["shared_label", "team_inbox", "team_closed", "team_all"];

    /// <summary>Null if the call names no mailbox.</summary>
    public static Func<Conversation, bool>? Read(Call call, SimulatorState state)
    {
        var flag = Array.Find(Flags, name => string.Equals(call.QueryValue(name), "true", StringComparison.Ordinal));
        var target = Array.Find(ByTarget, name => call.QueryValue(name) is not null);
        if (flag is null && target is null)
        {
            return null;
        }

        var id = target is not null && Guid.TryParse(call.QueryValue(target), out var parsed) ? parsed : Guid.Empty;
        var elsewhere = call.QueryValue("organization") is { } organization
            && !(Guid.TryParse(organization, out var asked) && asked == state.Options.OrganizationId);
        return conversation =>
        {
            lock (conversation.Gate)
            {
                return !elsewhere && (flag is null || HasFlag(conversation, flag)) && (target is null || IsAt(conversation, target, id));
            }
        };
    }

    private static bool HasFlag(Conversation conversation, string flag) => flag switch
    {
        "inbox" => !conversation.Closed,
        "all" => true,
        "assigned" => conversation.AssigneeIds.Count > 0,
        "closed" => conversation.Closed,
        "drafts" => conversation.Drafts > 0,
        _ => false,
    };

    private static bool IsAt(Conversation conversation, string mailbox, Guid id) => mailbox switch
    {
        "shared_label" => conversation.LabelIds.Contains(id),
        "team_inbox" => conversation.TeamId == id && !conversation.Closed,
        "team_closed" => conversation.TeamId == id && conversation.Closed,
        _ => conversation.TeamId == id,
    };
}
