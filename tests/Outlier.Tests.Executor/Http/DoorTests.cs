using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Outlier.Executor.Http;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor.Http;

/// <summary>Checks for every endpoint of the program that callers without the required role are refused.</summary>
public sealed partial class DoorTests
{
    // Endpoints that need no token. Webhooks have a signature instead. The others reveal nothing confidential.
    private static readonly string[] Open =
    [
        "POST /user-actions", "POST /user-action", "POST /admin-action", "POST /admin-actions", "GET /health/live", "GET /health/ready", "GET /metrics", "GET /openapi/{documentName}.json",
        .. RetiredEndpoints.Sentences.Keys.SelectMany(path => (string[])[$"GET {path}", $"POST {path}"]),
        "GET /desk", "GET /desk/assets/{file}",
    ];

    private static readonly string[] Sending = ["send-now", "resume", "approve", "PATCH /settings", "POST /desk/settings"];
    private static readonly string[] PostsThatOnlyRead = ["recipient-count", "preview", "inspect-file", "measure", "audience"];

    private Door _door = null!;

    [OneTimeSetUp]
    public async Task Open_the_door() => _door = await Door.OpenAsync(("RateLimit:RequestsPerMinute", "1000000"));

    [OneTimeTearDown]
    public async Task Close_the_door() => await _door.DisposeAsync();

    [Test]
    public void What_is_open_is_there() =>
        Assert.That(_door.Executor.Endpoints.SelectMany(Names), Is.SupersetOf(Open));

    [Test]
    public void Every_endpoint_is_the_category_of_a_test_and_no_other_is()
    {
        var mapped = _door.Executor.Endpoints.SelectMany(Names).Select(name => OtherSpelling().Replace(name.Replace(":long", string.Empty, StringComparison.Ordinal), "$1s").Replace(' ', '-')).Distinct(StringComparer.Ordinal);
        Assert.That(Requirements.Categories.Where(category => Verb().IsMatch(category)), Is.EquivalentTo(mapped));
    }

    [Test]
    [Category("any-token")]
    public async Task Nobody_gets_in_without_a_good_token()
    {
        var hour = _door.Time.GetUtcNow().AddHours(1);
        await _door.OperatorTokenAsync("other", "sender");
        var revoked = await _door.OperatorTokenAsync("revoked", "sender");
        await _door.Newsroom.RunAsync("select api.revoke_token('revoked')");
        var tokens = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["none"] = null,
            ["no words"] = "x",
            ["an operator's that is not known"] = Outlier.Executor.Auth.OperatorToken.Create(),
            ["an operator's that was revoked"] = revoked,
            ["the hash of one in its place"] = await _door.Newsroom.ReadAsync<string>("select 'outlier_' || encode(digest, 'base64') from outlier.api_tokens where name = 'other'"),
            ["expired"] = Jwt.Make("sender", _door.Time.GetUtcNow().AddMinutes(-1)),
            ["good for ever"] = Jwt.Make("sender", expires: null),
            ["not good yet"] = Jwt.Make("sender", hour, notBefore: _door.Time.GetUtcNow().AddMinutes(1)),
            ["signed with another key"] = Jwt.Make("sender", hour, secret: "another-secret-that-has-32-bytes-too"),
            ["not signed"] = Jwt.Make("sender", hour, algorithm: "none"),
            ["signed with an algorithm that is not ours"] = Jwt.Make("sender", hour, algorithm: "HS512"),
            ["meant for somebody else"] = Jwt.Make("sender", hour, audience: "another-program"),
            ["of nobody"] = Jwt.Make("sender", hour, subject: null),
            ["of a blank name"] = Jwt.Make("sender", hour, subject: " "),
            ["meant for nobody"] = Jwt.Make("sender", hour, audience: null),
        };
        foreach (var (method, path) in Closed())
        {
            foreach (var (what, token) in tokens)
            {
                using var answer = await _door.SendAsync(method, path, token);
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), $"{method} {path} with a token that is {what}");
                Assert.That(answer.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"));
                Assert.That(await Door.MessageOfAsync(answer), Is.Not.Empty);
            }
        }
    }

    [Test]
    [Category("any-token")]
    public async Task A_role_may_what_it_may_and_no_more()
    {
        string[] roles = ["none", "admin", "viewer", "editor", "sender"];
        foreach (var (method, path) in Closed())
        {
            var least = Sending.Any(word => $"{method} {path}".Contains(word, StringComparison.Ordinal)) ? "sender" : (method == HttpMethod.Get && !path.StartsWith("/desk/campaigns/new", StringComparison.Ordinal)) || PostsThatOnlyRead.Any(word => path.Contains(word, StringComparison.Ordinal)) ? "viewer" : "editor"; // send-now sends, even with GET
            foreach (var role in roles)
            {
                string[] tokens = role is "none" or "admin"
                    ? [Jwt.Make(role == "none" ? null : role, _door.Time.GetUtcNow().AddHours(1))]
                    : [_door.TokenOf(role), await _door.OperatorTokenAsync($"{role} {method} {path}", role)];
                foreach (var token in tokens)
                {
                    using var answer = await _door.SendAsync(method, path, token);
                    var forbidden = Array.IndexOf(roles, role) < Array.IndexOf(roles, least);
                    Assert.That(answer.StatusCode == HttpStatusCode.Forbidden, Is.EqualTo(forbidden), $"{method} {path} as {role}: {answer.StatusCode}");
                    Assert.That(answer.StatusCode, Is.Not.EqualTo(HttpStatusCode.Unauthorized), $"{method} {path} as {role}");
                    if (forbidden)
                    {
                        Assert.That(await Door.MessageOfAsync(answer), Does.Contain(least));
                    }
                }
            }
        }
    }

    [Test]
    public async Task A_token_that_is_revoked_is_refused_at_once()
    {
        var token = await _door.OperatorTokenAsync("for a moment", "viewer");
        using var before = await _door.SendAsync(HttpMethod.Get, "/campaigns/segments", token);
        Assert.That(before.StatusCode, Is.Not.EqualTo(HttpStatusCode.Unauthorized));
        await _door.Newsroom.RunAsync("select api.revoke_token('for a moment')");
        using var after = await _door.SendAsync(HttpMethod.Get, "/campaigns/segments", token);
        Assert.That(after.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_clock_may_be_a_little_off()
    {
        using var answer = await _door.SendAsync(HttpMethod.Get, "/campaigns/segments", Jwt.Make("viewer", _door.Time.GetUtcNow().AddSeconds(-20)));
        Assert.That(answer.StatusCode, Is.Not.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    [Category("secrets-and-people")]
    public async Task Tokens_are_in_no_log()
    {
        var known = await _door.OperatorTokenAsync("logged", "viewer");
        var jwt = _door.TokenOf("viewer");
        foreach (var token in (string[])[known, jwt, Jwt.Make("viewer", _door.Time.GetUtcNow(), secret: "another-secret-that-has-32-bytes-too"), "outlier_wrong"])
        {
            using var answer = await _door.SendAsync(HttpMethod.Get, "/campaigns/segments", token);
            Assert.That(_door.Executor.Log.Text, Does.Not.Contain(token));
        }
    }

    private static IEnumerable<string> Names(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {Path(endpoint)}");

    private static string Path(RouteEndpoint endpoint) => $"/{endpoint.RoutePattern.RawText!.Trim('/')}";

    // Each path with and without a slash at the end, because both lead to the endpoint and both must be protected.
    private IEnumerable<(HttpMethod Method, string Path)> Closed()
    {
        var closed = _door.Executor.Endpoints.SelectMany(Names).Except(Open, StringComparer.Ordinal).ToList();
        Assert.That(closed, Has.Count.GreaterThanOrEqualTo(44));
        return closed
            .Select(name => name.Replace("{id:long}", "1", StringComparison.Ordinal).Split(' '))
            .SelectMany(name => (string[])[name[1], $"{name[1]}/"], (name, path) => (HttpMethod.Parse(name[0]), path));
    }
    [GeneratedRegex("(/campaign|/user-action|/admin-action|/broadcast-setting)(?=/|$)")]
    private static partial Regex OtherSpelling();

    [GeneratedRegex("^(GET|POST|PATCH|DELETE)-/")]
    private static partial Regex Verb();
}
