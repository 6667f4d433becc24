using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Requests;

namespace Outlier.Executor.Missive;

/// <summary>Posts into a conversation, with labels and closing it where the database says so.</summary>
internal sealed class CreatePostHandler(IMissiveApi missive, IOptions<MissiveOptions> options) : IRequestHandler
{
    public string Kind => "create_post";

    public Task<HttpResponseMessage> CallAsync(JsonElement payload, CancellationToken token) => missive.CreatePostAsync(
        new PostRequest(payload.Deserialize(PayloadJson.Default.Post)!), options.Value.GeneralToken, token);
}
