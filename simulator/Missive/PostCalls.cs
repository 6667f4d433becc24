using System.Text;
using System.Text.Json;
using Outlier.Simulator.Hosting;

namespace Outlier.Simulator.Missive;

/// <summary>POST /v1/posts, and GET /v1/conversations/:id/posts.</summary>
internal sealed class PostCalls(SimulatorState state, ConversationEditor editor, ConversationFinder finder)
{
    private const int LongestText = 8000;

    public Answer Create(Call call)
    {
        var post = JsonSerializer.Deserialize(call.Body, MissiveJsonContext.Default.PostEnvelope)?.Posts;
        if (post is null)
        {
            return MissiveErrors.BadRequest("'posts' is required");
        }

        if ((Check(post) ?? editor.Check(post)) is { } refusal)
        {
            return refusal;
        }

        if (finder.Find(post.Conversation, post.References, person: null, call.At) is not { } conversation)
        {
            return MissiveErrors.BadRequest(MissiveErrors.InvalidIds);
        }

        // If "reopen" is missing, Missive reopens the conversation. This is observed behavior.
        var changes = ConversationEditor.Apply(conversation, post, reopen: post.Reopen ?? true);
        conversation.Touch(call.At);
        var made = new SimulatedPost(
            Guid.NewGuid(),
            conversation.Id,
            post.Text ?? post.Markdown,
            post.Username,
            Array.ConvertAll(post.AddSharedLabels ?? [], Guid.Parse),
            post.Close == true,
            post.Reopen,
            call.At);
        state.Store.Posts.Enqueue(made);
        state.Waiters.Pulse();
        editor.Announce(conversation, changes);
        return new Answer(
            StatusCodes.Status201Created,
            Encoding.UTF8.GetBytes($"{{\"posts\":{{\"id\":\"{made.Id}\",\"conversation\":\"{conversation.Id}\"}}}}"));
    }

    /// <summary>The posts of a conversation, newest first.</summary>
    public Answer List(Call call, string conversation)
    {
        if (!Guid.TryParse(conversation, out var id) || (state.Store.FindConversation(id) is null && !state.Options.AdoptUnknownIds))
        {
            return MissiveErrors.NotFound();
        }

        if (Page.Read(call, defaultLimit: 10, least: 1, most: 10, out var page) is { } refusal)
        {
            return refusal;
        }

        var rows = page!.Cut(state.Store.Posts.Where(post => post.ConversationId == id).Reverse(), post => post.CreatedAt);
        return new Answer(StatusCodes.Status200OK, JsonBytes.Build(rows, static (writer, posts) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("posts"u8);
            foreach (var post in posts)
            {
                writer.WriteStartObject();
                writer.WriteString("id"u8, post.Id);
                writer.WriteNumber("created_at"u8, post.CreatedAt.ToUnixTimeSeconds());
                writer.WriteString("username"u8, post.Username);
                writer.WriteString("text"u8, post.Text);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
    }

    private static Answer? Check(PostRequest post)
    {
        var hasAttachments = post.Attachments is { ValueKind: JsonValueKind.Array } attachments && attachments.GetArrayLength() > 0;
        var problem = post switch
        {
            { Notification: not { Title: not null, Body: not null } } => "Validation failed: notification needed",
            { Text: null or "", Markdown: null or "" } when !hasAttachments => MissiveErrors.EmptyPost,
            { Text.Length: > LongestText } or { Markdown.Length: > LongestText } => "Validation failed: text is too long",
            _ => null,
        };
        return problem is null ? null : MissiveErrors.Of(StatusCodes.Status422UnprocessableEntity, problem);
    }
}
