using System.Text.Json.Serialization;

namespace Outlier.Simulator.Dub;

/// <summary>Dub's error: <c>{"error":{"code","message","doc_url"}}</c>.</summary>
internal sealed record DubErrorBody(DubErrorBody.Detail Error)
{
    public static DubErrorBody Of(string code, string message) =>
        new(new Detail(code, message, $"https://dub.co/docs/api-reference/errors#{code.Replace('_', '-')}"));

    internal sealed record Detail(string Code, string Message, [property: JsonPropertyName("doc_url")] string DocUrl);
}
