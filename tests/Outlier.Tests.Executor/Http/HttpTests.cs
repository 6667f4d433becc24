using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using Outlier.Executor.Http;

namespace Outlier.Tests.Executor.Http;

/// <summary>Checks rules for all requests: error messages, size limits, browsers, and the API's description.</summary>
public sealed class HttpTests
{
    private const string Sidebar = "https://sidebar.example.org";

    private static readonly string[] Team =
        ["/campaign", "/broadcast", "/send-now", "/consent-reviews", "/audit", "/people", "/settings", "/today", "/sending"];

    private static readonly string[] OtherSpellings = ["/campaign/", "/broadcast-setting/"];

    private Door _door = null!;

    [OneTimeSetUp]
    public async Task Open_the_door() => _door = await Door.OpenAsync(("Cors:Origins", $"{Sidebar}, http://localhost:5173"), ("Uploads:MaxBytes", "2000000"));

    [OneTimeTearDown]
    public async Task Close_the_door() => await _door.DisposeAsync();

    [TestCase("GET", "/nowhere", 404)]
    [TestCase("GET", "/campaigns/one/recipients.csv", 404)]
    [TestCase("PUT", "/campaigns/", 405)]
    [TestCase("GET", "/user-actions", 405)]
    public async Task What_is_not_there_is_said_in_a_sentence_without_a_token(string method, string path, int status)
    {
        using var answer = await _door.SendAsync(HttpMethod.Parse(method), path);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(await Door.MessageOfAsync(answer), Is.Not.Empty);
    }

    [TestCase("[]", "must be a JSON object")]
    [TestCase("{", "not JSON: line 1")]
    [TestCase("", "not JSON")]
    public async Task A_body_must_be_a_JSON_object(string body, string expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _door.SendAsync(HttpMethod.Post, "/campaigns/recipient-count", _door.TokenOf("viewer"), content);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await Door.MessageOfAsync(answer), Does.Contain(expected));
    }

    [TestCase("/campaigns/recipient-count", "text/plain")]
    [TestCase("/campaigns", "text/csv")]
    public async Task Another_kind_of_body_is_not_taken(string path, string type)
    {
        using var content = new StringContent("{}", Encoding.UTF8, type);
        using var answer = await _door.SendAsync(HttpMethod.Post, path, _door.TokenOf("editor"), content);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
        Assert.That(await Door.MessageOfAsync(answer), Does.Contain("application/json"));
    }

    [TestCase("/campaigns/recipient-count", false)]
    [TestCase("/campaigns/", false)]
    [TestCase("/campaigns/recipient-count", true)]
    [TestCase("/campaigns/", true)]
    public async Task JSON_may_have_a_megabyte_however_it_comes(string path, bool chunked)
    {
        // Only slightly more than the limit. If the server refuses a much longer body midway, the connection may close
        // before the client reads the answer.
        using HttpContent content = chunked ? new StreamContent(new EndlessStream((1024 * 1024) + 1)) : new ByteArrayContent(new byte[1100000]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await _door.SendAsync(HttpMethod.Post, path, _door.TokenOf("editor"), content);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await Door.MessageOfAsync(answer), Does.Contain("too large"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_form_may_have_what_is_configured_however_it_comes(bool chunked)
    {
        using HttpContent file = chunked ? new StreamContent(new EndlessStream(2000000)) : new ByteArrayContent(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("+12005550100\n", 170000))));
        using var form = new MultipartFormDataContent { { file, "file", "people.csv" } };
        using var answer = await _door.SendAsync(HttpMethod.Post, "/campaigns", _door.TokenOf("editor"), form);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await Door.MessageOfAsync(answer), Does.Contain("Uploads__MaxBytes"));
    }

    [Test]
    public async Task A_browser_at_a_configured_origin_may_ask_at_every_path()
    {
        foreach (var endpoint in _door.Executor.Endpoints.Where(IsOfTheTeam))
        {
            var path = endpoint.RoutePattern.RawText!.Replace("{id:long}", "1", StringComparison.Ordinal);
            var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
            using var answer = await _door.SendAsync(
                HttpMethod.Options, path, null, null,
                ("Origin", Sidebar), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "authorization,content-type"));
            Assert.Multiple(() =>
            {
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent), path);
                Assert.That(answer.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo((string[])[Sidebar]), path);
                Assert.That(string.Join(',', answer.Headers.GetValues("Access-Control-Allow-Methods")), Does.Contain(method), path);
                Assert.That(string.Join(',', answer.Headers.GetValues("Access-Control-Allow-Headers")).ToLowerInvariant(), Does.Contain("authorization").And.Contain("content-type"), path);
            });
        }
    }

    [TestCase("/campaigns", 401)]
    [TestCase("/nowhere", 404)]
    public async Task A_browser_may_read_errors_too(string path, int status)
    {
        using var answer = await _door.SendAsync(HttpMethod.Get, path, null, null, ("Origin", "http://localhost:5173"));
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(answer.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo((string[])["http://localhost:5173"]));
    }

    [Test]
    public async Task A_browser_may_read_what_failed_in_the_database()
    {
        using var answer = await _door.SendAsync(HttpMethod.Get, "/campaigns/9223372036854775807/recipients.csv", _door.TokenOf("viewer"), null, ("Origin", Sidebar));
        Assert.That((int)answer.StatusCode, Is.GreaterThanOrEqualTo(400));
        Assert.That(answer.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo((string[])[Sidebar]));
    }

    [Test]
    public async Task A_page_from_elsewhere_may_not()
    {
        using var answer = await _door.SendAsync(
            HttpMethod.Options, "/campaigns", null, null, ("Origin", "https://elsewhere.example.org"), ("Access-Control-Request-Method", "POST"));
        Assert.That(answer.Headers.Contains("Access-Control-Allow-Origin"), Is.False);
    }

    [Test]
    [Category("GET-/openapi/{documentName}.json")]
    public async Task The_description_names_every_endpoint_of_the_team_once_and_how_to_get_in()
    {
        using var answer = await _door.SendAsync(HttpMethod.Get, "/openapi/v1.json");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var described = json.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name.TrimEnd('/')}"));
        var mapped = _door.Executor.Endpoints
            .Where(endpoint => IsOfTheTeam(endpoint) && !OtherSpellings.Any(name => endpoint.RoutePattern.RawText!.StartsWith(name, StringComparison.Ordinal)))
            .Select(endpoint => $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText!.Replace("{id:long}", "{id}", StringComparison.Ordinal).TrimEnd('/')}");
        Assert.That(described, Is.EquivalentTo(mapped));
        Assert.That(json.RootElement.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString(), Is.EqualTo("bearer"));
        Assert.That(json.RootElement.GetProperty("security")[0].TryGetProperty("bearer", out _), Is.True);
        foreach (var operation in json.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()))
        {
            Assert.That(operation.Value.GetProperty("responses").EnumerateObject().Select(response => response.Name), Is.SupersetOf((string[])["200", "400", "401", "403", "429"]), operation.Name);
        }
    }

    [TestCase("/campaigns", "post")]
    [TestCase("/campaigns/{id}", "patch")]
    public async Task A_campaign_is_described_as_JSON_and_as_a_form_with_a_file(string path, string method)
    {
        using var answer = await _door.SendAsync(HttpMethod.Get, "/openapi/v1.json");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var content = json.RootElement.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("requestBody").GetProperty("content");
        Assert.That(content.GetProperty("application/json").GetProperty("schema").ToString(), Does.Contain("CampaignRequest"));
        Assert.That(content.GetProperty("multipart/form-data").GetProperty("schema").GetProperty("properties").GetProperty("file").GetProperty("format").GetString(), Is.EqualTo("binary"));
        Assert.That(json.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("RecipientCount").GetProperty("properties").GetProperty("recipient_count").GetProperty("type").GetString(), Is.EqualTo("integer"));
    }

    [TestCase("OT009", 404, "Campaign 1 does not exist. Look again.")]
    [TestCase("OT005", 400, "Campaign 1 does not exist. Look again.")]
    [TestCase("22P02", 400, "A value cannot be read: campaign 1 does not exist.")]
    [TestCase("22003", 400, "A value cannot be read: campaign 1 does not exist.")]
    [TestCase("22007", 400, "A value cannot be read: campaign 1 does not exist.")]
    [TestCase("22008", 400, "A value cannot be read: campaign 1 does not exist.")]
    [TestCase("22P05", 400, "A value cannot be read: campaign 1 does not exist.")]
    [TestCase("23514", 400, "This is not accepted: delay is 1 second to 30 days.")]
    [TestCase("57P01", 503, "The database does not answer. Try again in a minute.")]
    [TestCase("40P01", 503, "The database does not answer. Try again in a minute.")]
    [TestCase("42883", 500, StatusMessages.OurFault)]
    public void What_the_database_says_becomes_a_status_and_a_sentence(string sqlState, int status, string message)
    {
        var exception = new PostgresException("campaign 1 does not exist", "ERROR", "ERROR", sqlState, hint: "Look again.", constraintName: "delay_is_1_second_to_30_days");
        Assert.That(ErrorHandler.Judge(exception), Is.EqualTo((status, message)));
    }

    [Test]
    public void A_database_that_is_gone_is_not_the_callers_fault() =>
        Assert.That(ErrorHandler.Judge(new NpgsqlException("gone", new IOException())).Status, Is.EqualTo(503));

    private static bool IsOfTheTeam(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText is { } path && Team.Any(name => path.StartsWith(name, StringComparison.Ordinal));

    private sealed class EndlessStream(long length) : Stream
    {
        private long left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, left);
            for (var i = 0; i < read; i++, left--)
            {
                buffer[offset + i] = (byte)"+12005550100\n"[(int)(left % 13)];
            }

            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
