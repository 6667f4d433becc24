using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Requests;

namespace Outlier.Executor.Missive;

/// <summary>Sends one text outside of a batch.</summary>
internal sealed class SendTextHandler(IMissiveApi missive, IOptions<MissiveOptions> options) : IRequestHandler
{
    public string Kind => "send_text";

    public Task<HttpResponseMessage> CallAsync(JsonElement payload, CancellationToken token)
    {
        var text = payload.Deserialize(PayloadJson.Default.WantedText)!;
        var draft = new Draft(
            text.Body, new DraftField(text.From, "twilio"), [new DraftField(text.To)], text.Organization, AddSharedLabels: null, Send: true);
        return missive.CreateDraftAsync(new DraftRequest(draft), options.Value.GeneralToken, token);
    }
}
