using System.Text.Json;
using Outlier.Simulator.Memory;

namespace Outlier.Simulator.Missive;

/// <summary>A conversation as JSON, with its keys in the order of recorded answers.</summary>
internal static class ConversationJson
{
    /// <summary>
    /// Writes a conversation. <paramref name="full"/> adds the fields that answers have and webhooks lack.
    /// </summary>
    public static void Write(Utf8JsonWriter writer, Conversation conversation, SimulatorState state, bool full)
    {
        lock (conversation.Gate)
        {
            writer.WriteStartObject();
            WriteHead(writer, conversation, state.Options);
            WriteCounts(writer, conversation);
            WriteUsers(writer, conversation, full);
            WriteLinks(writer, conversation, state);
            if (full)
            {
                writer.WriteNumber("last_activity_at"u8, conversation.LastActivityAt.ToUnixTimeSeconds());
            }

            writer.WriteEndObject();
        }
    }

    private static void WriteHead(Utf8JsonWriter writer, Conversation conversation, SimulatorOptions options)
    {
        writer.WriteString("id"u8, conversation.Id);
        writer.WriteNumber("created_at"u8, conversation.CreatedAt.ToUnixTimeSeconds());
        writer.WriteString("subject"u8, conversation.Subject);
        writer.WriteString("latest_message_subject"u8, conversation.Person is { } person ? $"SMS with {person}" : null);
        writer.WriteStartObject("organization"u8);
        writer.WriteString("id"u8, options.OrganizationId);
        writer.WriteString("name"u8, "Example Newsroom"u8);
        writer.WriteEndObject();
        writer.WriteString("color"u8, conversation.Color);
        WriteAuthors(writer, "authors"u8, conversation.Person is null ? null : options.OurNumber, conversation.Person);
        WriteAuthors(writer, "external_authors"u8, null, conversation.Person);
    }

    private static void WriteAuthors(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? ours, string? theirs)
    {
        writer.WriteStartArray(name);
        WriteAuthor(writer, ours);
        WriteAuthor(writer, theirs);
        writer.WriteEndArray();
    }

    private static void WriteAuthor(Utf8JsonWriter writer, string? number)
    {
        if (number is not null)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, number);
            writer.WriteString("phone_number"u8, number);
            writer.WriteEndObject();
        }
    }

    private static void WriteCounts(Utf8JsonWriter writer, Conversation conversation)
    {
        writer.WriteNumber("messages_count"u8, conversation.MessageCount);
        writer.WriteNumber("drafts_count"u8, conversation.Drafts);
        writer.WriteNumber("send_later_messages_count"u8, 0);
        writer.WriteNumber("attachments_count"u8, 0);
        writer.WriteNumber("tasks_count"u8, 0);
        writer.WriteNumber("completed_tasks_count"u8, 0);
    }

    private static void WriteUsers(Utf8JsonWriter writer, Conversation conversation, bool full)
    {
        var assignees = conversation.AssigneeIds.ConvertAll(People.Find);
        writer.WriteStartArray("users"u8);
        if (!assignees.Contains(People.TokenOwner))
        {
            WriteUser(writer, People.TokenOwner, conversation, assigned: false, full);
        }

        foreach (var assignee in assignees)
        {
            WriteUser(writer, assignee, conversation, assigned: true, full);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("assignees"u8);
        foreach (var assignee in assignees)
        {
            WriteUser(writer, assignee, conversation, assigned: true, full);
        }

        writer.WriteEndArray();
        writer.WriteString("assignee_names"u8, string.Join(", ", assignees.Select(person => person.Name)));
        writer.WriteString("assignee_emails"u8, string.Join(", ", assignees.Select(person => person.Email)));
    }

    // Recorded webhooks of closed conversations set "closed" for no user, so only answers set it.
    private static void WriteUser(Utf8JsonWriter writer, Person person, Conversation conversation, bool assigned, bool full)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, person.Id);
        writer.WriteString("name"u8, person.Name);
        writer.WriteString("email"u8, person.Email);
        writer.WriteBoolean("unassigned"u8, conversation.AssigneeIds.Count == 0);
        writer.WriteBoolean("closed"u8, full && conversation.Closed);
        writer.WriteBoolean("archived"u8, conversation.Closed);
        writer.WriteBoolean("trashed"u8, false);
        writer.WriteBoolean("junked"u8, false);
        writer.WriteBoolean("assigned"u8, assigned);
        writer.WriteBoolean("flagged"u8, false);
        writer.WriteBoolean("snoozed"u8, false);
        writer.WriteEndObject();
    }

    private static void WriteLinks(Utf8JsonWriter writer, Conversation conversation, SimulatorState state)
    {
        var labels = new List<SharedLabel>(conversation.LabelIds.Count);
        foreach (var id in conversation.LabelIds)
        {
            if (state.Store.Labels.Find(id) is { } label)
            {
                labels.Add(label);
            }
        }

        writer.WriteString("shared_label_names"u8, string.Join(", ", labels.Select(label => label.Name)));
        writer.WriteString("web_url"u8, $"https://mail.missiveapp.com/#inbox/conversations/{conversation.Id}");
        writer.WriteString("app_url"u8, $"missive://mail.missiveapp.com/#inbox/conversations/{conversation.Id}");
        if (conversation.TeamId is { } team)
        {
            writer.WriteStartObject("team"u8);
            writer.WriteString("id"u8, team);
            writer.WriteString("name"u8, "Text desk"u8);
            writer.WriteString("organization"u8, state.Options.OrganizationId);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("team"u8);
        }

        LabelJson.WriteAll(writer, labels, state.Options.OrganizationId);
    }
}
