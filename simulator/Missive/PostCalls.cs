using System.Text;
using System.Text.Json;
using Outlier.Simulator.Hosting;

namespace Outlier.Simulator.Missive;

/// <summary>POST /v1/posts.</summary>
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

        // Left out, "reopen" reopens: that is how Missive was seen to behave.
        var changes = ConversationEditor.Apply(conversation, post, reopen: post.Reopen ?? true);
        conversation.Touch(call.At);
        state.Store.CountPost();
        editor.Announce(conversation, changes);
        return new Answer(
            StatusCodes.Status201Created,
            Encoding.UTF8.GetBytes($"{{\"posts\":{{\"id\":\"{Guid.NewGuid()}\",\"conversation\":\"{conversation.Id}\"}}}}"));
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
