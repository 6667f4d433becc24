using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor.Http;

/// <summary>
/// Checks that the database learns and records who requests a change. The SQL tests check which columns of a table are
/// recorded.
/// </summary>
public sealed class AuditTests
{
    private const string Water = "0e72038c-52f1-4e3b-9705-26b8d6c0b818";

    [Test]
    [Category("GET-/audit")]
    public async Task A_change_is_kept_with_who_asked_for_it_and_from_where()
    {
        await using var door = await OpenAsync();
        var token = await door.OperatorTokenAsync("newsroom", "editor");
        await MakeAsync(door, token, "by token");
        await MakeAsync(door, door.TokenOf("editor", "avery"), "by JWT");
        await door.Newsroom.RunAsync("update outlier.campaigns set title = 'by SQL' where title = 'by JWT'");

        using var answer = await door.SendAsync(HttpMethod.Get, "/audit/", door.TokenOf("viewer"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var items = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["items"]!.AsArray().Where(item => item!["kind"]!.GetValue<string>() == "batch").Take(3).ToList();
        var user = await door.Newsroom.ReadAsync<string>("select session_user::text");
        Assert.That(items.Select(item => $"{item!["actor"]} {item["action"]} {item["after"]!["title"]}"), Is.EqualTo((string[])[$"role {user} changed by SQL", "jwt avery made by JWT", "token newsroom made by token"]));
        Assert.That(items.Skip(1).Select(item => item!["address"]!.GetValue<string>()), Is.All.EqualTo("127.0.0.1"));
        Assert.That(items[0]!["before"]!["title"]!.GetValue<string>(), Is.EqualTo("by JWT"));
    }

    [TestCase("\u0000\ud800x", "jwt ", TestName = "A_subject_that_cannot_be_stored_stops_no_change")]
    [TestCase("token newsroom", "jwt token newsroom", TestName = "No_subject_passes_for_a_token")]
    [Category("forged-actor")]
    public async Task A_subject_is_kept_as_a_subject(string subject, string actor)
    {
        await using var door = await OpenAsync();
        await MakeAsync(door, door.TokenOf("editor", subject), "odd");
        Assert.That(await door.Newsroom.ReadAsync<string>("select actor from outlier.audit_log where after ->> 'title' = 'odd'"), Does.StartWith(actor));
    }

    [Test]
    public async Task A_review_is_decided_by_who_asks()
    {
        await using var door = await OpenAsync();
        await door.Newsroom.RunAsync("select outlier.open_review('+12005550100', null, null, 'Wrong number', 'wrong number', now(), now())");
        using var content = new StringContent("""{"decision": "keep"}""", Encoding.UTF8, "application/json");
        using var answer = await door.SendAsync(HttpMethod.Post, $"/consent-reviews/{await door.Newsroom.ReadAsync<long>("select id from outlier.consent_reviews")}", door.TokenOf("editor", "avery"), content);
        Assert.That(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["decidedBy"]!.GetValue<string>(), Is.EqualTo("avery"));
    }

    private static IEnumerable<TestCaseData> Ways() =>
    [
        new TestCaseData(false).SetName("Nobody_is_taken_for_who_asked_before_on_the_same_connection"),
        Pooler.Program is null
            ? new TestCaseData(true).SetName("Nobody_is_taken_for_who_asked_before_through_a_pooler (skipped: pgbouncer is not on this machine)")
            : new TestCaseData(true).SetName("Nobody_is_taken_for_who_asked_before_through_a_pooler"),
    ];

    [TestCaseSource(nameof(Ways))]
    [Category("forged-actor")]
    public async Task Nobody_is_taken_for_who_asked_before(bool pooled)
    {
        if (pooled && Pooler.Program is null)
        {
            Assert.Ignore("pgbouncer is not on this machine: apt-get install pgbouncer");
        }

        await using var newsroom = await Newsroom.OpenAsync();
        await PrepareAsync(newsroom);
        // All callers share two connections to the server.
        await using var pooler = pooled ? await Pooler.StartAsync(newsroom.Database.ConnectionString, "transaction", size: 2) : null;
        var executor = await newsroom.StartExecutorAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Auth:JwtSecret"] = Jwt.Secret,
            ["ConnectionStrings:Outlier"] = pooler?.ConnectionString ?? $"{newsroom.Database.ConnectionStringFor("outlier_executor")};Maximum Pool Size=8",
        });
        using var client = new HttpClient();
        var expires = DateTimeOffset.UtcNow.AddHours(1);
        // Each person sends one request at a time.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async n =>
        {
            var name = $"person {n.ToString(CultureInfo.InvariantCulture)}";
            for (var i = 0; i < 15; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(executor.Address, "/campaigns"));
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Jwt.Make("editor", expires, subject: name));
                request.Content = new StringContent(Campaign(name), Encoding.UTF8, "application/json");
                using var answer = await client.SendAsync(request);
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
            }
        }));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.audit_log where kind = 'batch' and action = 'made' and actor = 'jwt ' || (after ->> 'title')"), Is.EqualTo(60));
        if (pooler is not null)
        {
            // The next session on a pooled connection must not inherit the actor.
            await using var connection = new NpgsqlConnection(pooler.ConnectionString);
            await connection.OpenAsync();
            Assert.That(await connection.ScalarAsync<string>("select outlier.current_actor()"), Does.StartWith("role "));
        }
    }

    private static async Task<Door> OpenAsync()
    {
        var door = await Door.OpenAsync();
        await PrepareAsync(door.Newsroom);
        return door;
    }

    private static Task PrepareAsync(Newsroom newsroom) => newsroom.RunAsync(
        $"""
         insert into outlier.labels (id, name) values ('{Water}', 'Water');
         insert into outlier.authors (phone_number) values ('+12005550100');
         """);

    private static string Campaign(string title) =>
        $$"""{"title": "{{title}}", "firstMessage": "Hello", "segments": {"included": {"id": "{{Water}}"} }, "runAt": {{DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds()}} }""";

    private static async Task MakeAsync(Door door, string token, string title)
    {
        using var content = new StringContent(Campaign(title), Encoding.UTF8, "application/json");
        using var answer = await door.SendAsync(HttpMethod.Post, "/campaigns/", token, content);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
    }
}
