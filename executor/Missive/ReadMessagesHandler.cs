using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Requests;

namespace Outlier.Executor.Missive;

/// <summary>Reads messages of ours, several in one call.</summary>
internal sealed class ReadMessagesHandler(IMissiveApi missive, IOptions<MissiveOptions> options) : IRequestHandler
{
    public string Kind => "read_messages";

    public Task<HttpResponseMessage> CallAsync(JsonElement payload, CancellationToken token) => missive.ReadMessagesAsync(
        string.Join(',', payload.Deserialize(PayloadJson.Default.WantedMessages)!.Ids), options.Value.GeneralToken, token);
}
