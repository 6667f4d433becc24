using System.Text;
using System.Text.Json;
using Outlier.Simulator.Hosting;

namespace Outlier.Simulator.Missive;

/// <summary>The Missive REST API.</summary>
internal sealed class MissiveVendor : IVendor
{
    private readonly SimulatorState _state;
    private readonly DraftCalls _drafts;
    private readonly PostCalls _posts;
    private readonly MessageCalls _messages;
    private readonly ConversationCalls _conversations;
    private readonly LabelCalls _labels;

    public MissiveVendor(SimulatorState state)
    {
        var editor = new ConversationEditor(state);
        var finder = new ConversationFinder(state);
        _state = state;
        _drafts = new DraftCalls(state, editor, finder);
        _posts = new PostCalls(state, editor, finder);
        _messages = new MessageCalls(state);
        _conversations = new ConversationCalls(state, editor, finder);
        _labels = new LabelCalls(state);
    }

    public bool HasQuotas => true;

    public Answer? Refuse(Call call)
    {
        var valid = _state.Options.ValidTokens;
        return call.BearerToken is { } token && (valid.Count == 0 || valid.Contains(token, StringComparer.Ordinal))
            ? null
            : Error(StatusCodes.Status401Unauthorized, MissiveErrors.InvalidToken);
    }

    public async ValueTask<Answer> AnswerAsync(Call call)
    {
        try
        {
            // Most calls create a draft, so this case comes first and does not split the path.
            return HttpMethods.IsPost(call.Method) && string.Equals(call.Path, "/v1/drafts", StringComparison.Ordinal)
                ? await _drafts.CreateAsync(call)
                : Route(call);
        }
        catch (JsonException)
        {
            return MissiveErrors.BadRequest("Invalid JSON body");
        }
    }

    public Answer Error(int status, string message) => MissiveErrors.Of(status, message);

    private Answer Organizations() => new(
        StatusCodes.Status200OK, Encoding.UTF8.GetBytes($"{{\"organizations\":[{{\"id\":\"{_state.Options.OrganizationId}\",\"name\":\"Example Newsroom\"}}]}}"));

    private Answer Route(Call call) => (call.Method, call.Segments()) switch
    {
        ("DELETE", [_, "drafts", var id]) => _drafts.Delete(id),
        ("POST", [_, "posts"]) => _posts.Create(call),
        ("GET", [_, "messages", var ids]) => _messages.Get(ids),
        ("GET", [_, "conversations"]) => _conversations.List(call),
        ("GET", [_, "conversations", var ids]) => _conversations.Get(ids),
        ("GET", [_, "conversations", var id, "posts"]) => _posts.List(call, id),
        ("GET", [_, "conversations", var id, "messages"]) => _conversations.Messages(call, id),
        ("PATCH", [_, "conversations", var ids]) => _conversations.Update(call, ids),
        ("GET", [_, "organizations"]) => Organizations(),
        ("GET", [_, "shared_labels"]) => _labels.List(call),
        ("POST", [_, "shared_labels"]) => _labels.Create(call),
        _ => Error(StatusCodes.Status404NotFound, "Not found"),
    };
}
