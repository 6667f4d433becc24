using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outlier.Executor.Auth;

/// <summary>A token as the database lists it.</summary>
internal sealed record ApiToken(string Name, string Role, DateTimeOffset? CreatedAt = null, DateTimeOffset? RevokedAt = null);

/// <summary>JSON of the token functions.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ApiToken))]
[JsonSerializable(typeof(IReadOnlyList<ApiToken>))]
internal sealed partial class AuthJson : JsonSerializerContext;
