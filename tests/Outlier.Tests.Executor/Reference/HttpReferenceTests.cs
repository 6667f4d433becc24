using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Outlier.Executor.Auth;
using Outlier.Executor.Http;
using Outlier.Tests.Executor.Http;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor.Reference;

/// <summary>
/// Checks that <c>docs/reference/http.md</c> matches the program's own description, <c>/openapi/v1.json</c>.
/// </summary>
public sealed partial class HttpReferenceTests
{
    // Every endpoint for the team can return these statuses, so the page lists them once.
    private static readonly string[] EverywhereErrors = ["400", "401", "403", "429", "500", "503"];

    private static readonly string[] Methods = ["get", "post", "patch", "delete"];

    private const string Head =
        """
        # HTTP

        A test writes this page from the program. The executor serves the same as an OpenAPI document at `/openapi/v1.json`.

        Send `Authorization: Bearer …` with a token or a JWT. Each endpoint needs a role: `viewer` reads, `editor` also changes, `sender`
        also sends ([security](../explanation/security.md)). Requests and answers are JSON, if nothing else is named. Times are unix seconds. Each
        path works with and without a slash at its end.

        | status | meaning |
        | --- | --- |
        | 200 | Done. The answer is described with each endpoint |
        | 400 | The request is not accepted. `message` says what to change |
        | 401 | The token is missing or not accepted |
        | 403 | The role of the token, or the rule that a second person must approve, does not allow the call |
        | 404 | There is no such row, or no such path |
        | 413 | The body is too large |
        | 415 | The content type is not accepted |
        | 429 | Too many requests. The header `Retry-After` says how many seconds to wait |
        | 500 | An error in Outlier. The executor's log has the details |
        | 503 | The database does not answer, or took too long. Try again in a minute |

        The answer to each error is `{"message": "…"}`. [Errors](errors.md) lists the codes behind it.

        ## Endpoints

        | endpoint | role | what it does |
        | --- | --- | --- |

        """;

    private JsonObject schemas = null!;

    [Test]
    public async Task Endpoints_are_described()
    {
        await using var door = await Door.OpenAsync();
        using var answer = await door.SendAsync(HttpMethod.Get, "/openapi/v1.json");
        var description = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        schemas = description["components"]!["schemas"]!.AsObject();
        var endpoints = door.Executor.Endpoints.SelectMany(Names).DistinctBy(endpoint => endpoint.Name, StringComparer.Ordinal)
            .ToDictionary(endpoint => endpoint.Name, endpoint => endpoint.Endpoint, StringComparer.Ordinal);
        var operations = description["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => (Path: path.Key.Length > 1 ? path.Key.TrimEnd('/') : path.Key, Method: operation.Key, Operation: operation.Value!)))
            .OrderBy(operation => operation.Path, StringComparer.Ordinal).ThenBy(operation => Array.IndexOf(Methods, operation.Method))
            .ToList();

        List<string> page = [Head];
        foreach (var (path, method, operation) in operations)
        {
            var name = $"{method.ToUpperInvariant()} {path}";
            page.Add($"| [{name}](#{Slug(name)}) | {RoleOf(endpoints[name])} | {Summary(operation)} |\n");
        }

        WriteOthers(page, endpoints);
        page.Add("\n## Requests and answers\n");
        foreach (var (path, method, operation) in operations)
        {
            var name = $"{method.ToUpperInvariant()} {path}";
            page.Add($"\n### {name}\n\n{Summary(operation)} Role: `{RoleOf(endpoints[name])}`.\n");
            WriteParameters(page, operation);
            WriteBody(page, "Request", operation["requestBody"]?["content"]);
            var responses = operation["responses"]!.AsObject();
            WriteBody(page, "Answer", responses["200"]!["content"]);
            if (responses.Select(response => response.Key).Except(EverywhereErrors, StringComparer.Ordinal).Where(status => status != "200").ToList() is { Count: > 0 } errors)
            {
                page.Add($"\nIt also answers {string.Join(" and ", errors)}.\n");
            }
        }

        page.Add("\n## Objects\n");
        foreach (var (name, schema) in schemas.OrderBy(schema => schema.Key, StringComparer.Ordinal))
        {
            WriteObject(page, name, schema!);
        }

        var text = string.Concat(page);
        Assert.That(await ReferencePage.StoredAsync("http.md", text), Is.EqualTo(text), ReferencePage.Remedy("Outlier.Tests.Executor"));
    }

    private static IEnumerable<(string Name, RouteEndpoint Endpoint)> Names(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method =>
            ($"{method} /{Constraint().Replace(endpoint.RoutePattern.RawText!, string.Empty).Trim('/')}", endpoint));

    private static string RoleOf(RouteEndpoint endpoint) => endpoint.Metadata.OfType<AuthorizationPolicy>()
        .SelectMany(policy => policy.Requirements).OfType<RoleRequirement>().Select(requirement => RoleClaim.Word(requirement.Least)).Single();

    private static string Summary(JsonNode operation) => ReferencePage.Text(operation["summary"]!.GetValue<string>());

    private static string Category(string endpoint) => endpoint.Replace(' ', '-');

    // Builds the anchor of a heading as GitHub does.
    private static string Slug(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(character => char.IsLetterOrDigit(character) || character is ' ' or '-' or '_')).Replace(' ', '-');

    // Endpoints that need no token. The description does not include them.
    private static void WriteOthers(List<string> page, Dictionary<string, RouteEndpoint> endpoints)
    {
        page.Add(
            """

            These endpoints need no token. Webhooks carry a signature instead. The page `/desk/` has endpoints of its own, which are not
            for programs; [requirements](requirements.md#endpoints-outside-the-api) lists them.

            | endpoint | what it does |
            | --- | --- |

            """);
        var open = endpoints.Where(endpoint => endpoint.Value.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(endpoint => endpoint.Key).ToList();
        foreach (var name in open.Where(name => Requirements.Sentences.ContainsKey(Category(name)) && !name.Contains("/desk", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var path = name[name.IndexOf('/', StringComparison.Ordinal)..];
            page.Add($"| `{name}` | {(RetiredEndpoints.Sentences.TryGetValue(path, out var retired) ? $"Answers 410: {retired}" : Requirements.Sentences[Category(name)])} |\n");
        }
    }

    private void WriteParameters(List<string> page, JsonNode operation)
    {
        if (operation["parameters"] is not JsonArray { Count: > 0 } parameters)
        {
            return;
        }

        page.Add("\n| parameter | in | type | required |\n| --- | --- | --- | --- |\n");
        foreach (var parameter in parameters)
        {
            page.Add($"| `{parameter!["name"]}` | {parameter["in"]} | {TypeOf(parameter["schema"]!)} | {(parameter["required"]?.GetValue<bool>() == true ? "yes" : string.Empty)} |\n");
        }
    }

    private void WriteBody(List<string> page, string title, JsonNode? content)
    {
        foreach (var (type, body) in content?.AsObject() ?? [])
        {
            var media = type == "application/json" ? string.Empty : $" (`{type}`)";
            var schema = body!["schema"];
            page.Add($"\n{title}{media}: {(schema is null ? "text" : TypeOf(schema))}.\n");
            if (schema?["properties"] is not null)
            {
                page.Add("\n");
                WriteFields(page, schema);
            }
        }
    }

    private void WriteObject(List<string> page, string name, JsonNode schema)
    {
        page.Add($"\n### {name}\n\n");
        if (schema["description"] is { } description)
        {
            page.Add($"{ReferencePage.Text(description.GetValue<string>())}\n\n");
        }

        if (schema["properties"] is null)
        {
            page.Add($"{TypeOf(schema)}\n");
            return;
        }

        WriteFields(page, schema);
    }

    private void WriteFields(List<string> page, JsonNode schema)
    {
        var required = schema["required"]?.AsArray().Select(field => field!.GetValue<string>()).ToHashSet(StringComparer.Ordinal) ?? [];
        page.Add("| field | type | always there | meaning |\n| --- | --- | --- | --- |\n");
        foreach (var (field, type) in schema["properties"]!.AsObject())
        {
            page.Add($"| `{field}` | {TypeOf(type!)} | {(required.Contains(field) ? "yes" : string.Empty)} | {ReferencePage.Text(MeaningOf(type!))} |\n");
        }
    }

    // The description has no text for a field that may be null and is an object. Then the text of the object's type is
    // used.
    private string? MeaningOf(JsonNode type)
    {
        var reference = type["$ref"] ?? type["oneOf"]?.AsArray().Select(part => part!["$ref"]).FirstOrDefault(part => part is not null);
        return (type["description"] ?? (reference is null ? null : schemas[reference.GetValue<string>().Split('/')[^1]]?["description"]))?.GetValue<string>();
    }

    private string TypeOf(JsonNode schema)
    {
        if (schema["$ref"] is { } reference)
        {
            var name = reference.GetValue<string>().Split('/')[^1];
            return schemas.ContainsKey(name) ? $"[{name}](#{Slug(name)})" : name;
        }

        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray parts)
        {
            return string.Join(" or ", parts.Select(part => TypeOf(part!)).OrderBy(part => part == "null"));
        }

        if (schema["enum"] is JsonArray values)
        {
            return string.Join(", ", values.Select(value => $"`{value}`"));
        }

        return schema["type"] switch
        {
            JsonArray several => string.Join(" or ", several.Select(type => type!.GetValue<string>()).OrderBy(type => type == "null").Select(type => Named(type, schema))),
            JsonValue one => Named(one.GetValue<string>(), schema),
            _ => "anything",
        };
    }

    private string Named(string type, JsonNode schema) => type switch
    {
        "array" => $"list of {(schema["items"] is { } items ? TypeOf(items) : "anything")}",
        "object" when schema["additionalProperties"] is JsonObject values => $"object with values: {TypeOf(values)}",
        "string" when schema["format"]?.GetValue<string>() is { } format => $"string ({format})",
        _ => type,
    };

    [GeneratedRegex(":[a-z]+(?=})")]
    private static partial Regex Constraint();
}
