using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outlier.Executor.Auth;

/// <summary>JSON of the token functions.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ApiToken))]
[JsonSerializable(typeof(IReadOnlyList<ApiToken>))]
internal sealed partial class AuthJson : JsonSerializerContext;
