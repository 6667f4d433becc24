using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Requests;

namespace Outlier.Executor.Missive;

/// <summary>Makes a shared label that the whole organization sees.</summary>
internal sealed class CreateLabelHandler(IMissiveApi missive, IOptions<MissiveOptions> options) : IRequestHandler
{
    public string Kind => "create_label";

    public Task<HttpResponseMessage> CallAsync(JsonElement payload, CancellationToken token)
    {
        var label = payload.Deserialize(PayloadJson.Default.NewLabel)! with { Visibility = "organization" };
        return missive.CreateLabelsAsync(new LabelsRequest([label]), options.Value.GeneralToken, token);
    }
}
