using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Requests;

namespace Outlier.Executor.Missive;

/// <summary>Reads the latest posts of a conversation.</summary>
internal sealed class FindPostHandler(IMissiveApi missive, IOptions<MissiveOptions> options) : IRequestHandler
{
    public string Kind => "find_post";

    public Task<HttpResponseMessage> CallAsync(JsonElement payload, CancellationToken token)
    {
        var page = payload.Deserialize(PayloadJson.Default.PostPage)!;
        return missive.ListPostsAsync(page.Conversation, page.Limit, options.Value.GeneralToken, token);
    }
}
