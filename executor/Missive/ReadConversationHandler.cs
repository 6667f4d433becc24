using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Requests;

namespace Outlier.Executor.Missive;

/// <summary>Reads a conversation with its labels.</summary>
internal sealed class ReadConversationHandler(IMissiveApi missive, IOptions<MissiveOptions> options) : IRequestHandler
{
    public string Kind => "read_conversation";

    public Task<HttpResponseMessage> CallAsync(JsonElement payload, CancellationToken token) => missive.ReadConversationAsync(
        payload.Deserialize(PayloadJson.Default.WantedConversation)!.Conversation, options.Value.TokenForConversations, token);
}
