using Outlier.Simulator.Memory;

namespace Outlier.Simulator.Missive;

/// <summary>Finds the conversation for a draft or a post.</summary>
internal sealed class ConversationFinder(SimulatorState state)
{
    /// <summary>Null if the given id is not the id of a conversation.</summary>
    public Conversation? Find(string? conversation, string[]? references, string? person, DateTimeOffset now)
    {
        if (conversation is not null)
        {
            return FindById(conversation, person, now);
        }

        foreach (var reference in references ?? [])
        {
            // A reference consists of our number, directly followed by the person's number.
            if (reference.StartsWith(state.Options.OurNumber, StringComparison.Ordinal)
                && state.Store.FindConversationWith(reference[state.Options.OurNumber.Length..]) is { } referenced)
            {
                return referenced;
            }
        }

        return person is null ? state.Store.NewConversation(now) : state.Store.ConversationWith(person, now);
    }

    public Conversation? FindById(string text, string? person, DateTimeOffset now)
    {
        if (!Guid.TryParse(text, out var id))
        {
            return null;
        }

        return state.Store.FindConversation(id) ?? (state.Options.AdoptUnknownIds ? state.Store.Adopt(id, person, now) : null);
    }
}
