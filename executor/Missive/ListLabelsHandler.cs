using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Requests;

namespace Outlier.Executor.Missive;

/// <summary>One page of the organization's shared labels.</summary>
internal sealed class ListLabelsHandler(IMissiveApi missive, IOptions<MissiveOptions> options) : IRequestHandler
{
    public string Kind => "list_labels";

    public Task<HttpResponseMessage> CallAsync(JsonElement payload, CancellationToken token)
    {
        var page = payload.Deserialize(PayloadJson.Default.LabelPage)!;
        return missive.ListLabelsAsync(page.Organization, page.Limit, page.Offset, options.Value.GeneralToken, token);
    }
}
