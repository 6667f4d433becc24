using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Outlier.Executor.Http;
using Outlier.Tests.Executor.Http;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor.Sidebar;

/// <summary>
/// Checks the requests of each screen of the predecessor's React sidebar, in the order of a visit, with a token like
/// Supabase's. The file
/// <c>sidebar.json</c> has the requests. An answer may have more fields than the file names.
/// </summary>
public sealed partial class SidebarTests
{
    [Test]
    [Category("predecessor-programs")]
    public async Task Every_screen_works_unchanged()
    {
        await using var door = await OpenAsync();
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        var steps = JsonNode.Parse(Filled(await File.ReadAllTextAsync(Repository.PathTo("tests", "Outlier.Tests.Executor", "Sidebar", "sidebar.json")), now))!.AsArray();
        foreach (var step in steps.Select(step => step!.AsObject()))
        {
            var screen = step["screen"]!.GetValue<string>();
            var text = Kept().Replace(step.ToJsonString(), match => kept.TryGetValue(match.Groups["name"].Value, out var value) ? value : match.Value);
            text = KeptInAddress().Replace(text, match => kept.TryGetValue(match.Groups["name"].Value, out var value) ? value : match.Value);
            var filled = JsonNode.Parse(text)!.AsObject();
            using var answer = await SendAsync(door, filled);
            var body = await answer.Content.ReadAsStringAsync();
            Assert.That((int)answer.StatusCode, Is.EqualTo(filled["status"]!.GetValue<int>()), $"{screen}: {body}");
            var given = JsonNode.Parse(body);
            Compare(screen, filled["answer"], given);
            foreach (var (name, path) in filled["keep"]?.AsObject() ?? [])
            {
                kept[name] = path!.GetValue<string>().Split('.').Aggregate(given, (node, part) => node![part])!.ToJsonString();
            }
        }

        Assert.That(steps, Has.Count.GreaterThan(30));
    }

    [Test]
    [Category("retired-endpoints"), Category("GET-/make"), Category("POST-/make"), Category("GET-/send-messages")]
    [Category("POST-/send-messages"), Category("GET-/reconcile-twilio-status"), Category("POST-/reconcile-twilio-status")]
    [Category("GET-/handle-failed-deliveries"), Category("POST-/handle-failed-deliveries"), Category("GET-/archive-double-failures")]
    [Category("POST-/archive-double-failures")]
    public async Task Endpoints_without_a_counterpart_say_what_does_their_work()
    {
        await using var door = await OpenAsync();
        foreach (var (path, sentence) in RetiredEndpoints.Sentences)
        {
            foreach (var (method, address, token) in ((HttpMethod, string, string?)[])[
                (HttpMethod.Post, $"{path}/", null), (HttpMethod.Get, path, TokenOf(door, TimeSpan.FromHours(1))), (HttpMethod.Post, path, "no-token")])
            {
                using var answer = await door.SendAsync(method, address, token);
                Assert.That((int)answer.StatusCode, Is.EqualTo(410), $"{method} {address}");
                Assert.That(await Door.MessageOfAsync(answer), Is.EqualTo(sentence));
            }
        }
    }

    // A Supabase token has a subject, the audience of all signed-in users and Supabase's own role, but no Outlier role.
    private static string TokenOf(Door door, TimeSpan span) =>
        Jwt.Make(null, door.Time.GetUtcNow().Add(span), audience: "authenticated", subject: "5f0c1f5e-1c2d-4e3f-8a9b-0c1d2e3f4a5b", others:
        [
            ("role", "authenticated"), ("email", "editor@example.org"), ("aal", "aal1"), ("is_anonymous", false),
            ("app_metadata", new Dictionary<string, string>(StringComparer.Ordinal) { ["provider"] = "google", ["anon_key"] = "a-public-key" }),
        ]);

    private static async Task<Door> OpenAsync()
    {
        var door = await Door.OpenAsync(("Auth:DefaultRole", "sender"), ("Auth:Audience", "authenticated"));
        await door.Newsroom.RunAsync(
            """
            insert into outlier.labels (id, name) values ('00000000-0000-4000-8000-000000000001', 'Renters'), ('00000000-0000-4000-8000-000000000002', 'Owners');
            insert into outlier.authors (phone_number) values ('+12005550100'), ('+12005550101'), ('+12005550102');
            insert into outlier.conversations (id) select ('00000000-0000-4000-9000-00000000000' || i)::uuid from generate_series(0, 2) as i;
            insert into outlier.conversations_authors
            select ('00000000-0000-4000-9000-00000000000' || i)::uuid, '+1200555010' || i from generate_series(0, 2) as i;
            insert into outlier.conversations_labels (conversation_id, label_id)
            select c.id, '00000000-0000-4000-8000-000000000001'::uuid from outlier.conversations as c
            union all select '00000000-0000-4000-9000-000000000002'::uuid, '00000000-0000-4000-8000-000000000002'::uuid;
            insert into outlier.audience_segments (name, query) values ('Everybody', 'select phone_number from authors order by phone_number');
            insert into outlier.broadcasts (first_message, second_message, no_users) values ('What do you need to know?', 'Reply any time.', 1000);
            insert into outlier.broadcasts_segments (broadcast_id, segment_id, ratio)
            select b.id, s.id, 100 from outlier.broadcasts as b cross join outlier.audience_segments as s;
            """);
        return door;
    }

    private static async Task<HttpResponseMessage> SendAsync(Door door, JsonObject step)
    {
        var (method, path) = step.Where(field => field.Key is "get" or "post" or "patch" or "delete").Select(field => (HttpMethod.Parse(field.Key.ToUpperInvariant()), field.Value!.GetValue<string>())).Single();
        HttpContent? content = null;
        if (step["json"] is { } json)
        {
            content = JsonContent.Create(json);
        }
        else if (step["form"] is { } form)
        {
            var parts = new MultipartFormDataContent { { new StringContent(step["file"]!.GetValue<string>()), "file", "recipients.csv" } };
            foreach (var (name, value) in form.AsObject())
            {
                parts.Add(new StringContent(value!.ToString()), name);
            }

            content = parts;
        }

        return await door.SendAsync(
            method,
            path,
            step["token"]?.GetValue<string>() switch { "none" => null, "expired" => TokenOf(door, -TimeSpan.FromHours(1)), _ => TokenOf(door, TimeSpan.FromHours(1)) },
            content);
    }

    private static void Compare(string where, JsonNode? wanted, JsonNode? given)
    {
        switch (wanted)
        {
            case JsonObject fields:
                Assert.That(given?.GetValueKind(), Is.EqualTo(JsonValueKind.Object), where);
                foreach (var (name, value) in fields)
                {
                    Assert.That(given!.AsObject().ContainsKey(name), Is.True, $"{where}: {name} in {given}");
                    Compare($"{where}: {name}", value, given[name]);
                }

                break;
            case JsonArray items:
                Assert.That(given?.GetValueKind(), Is.EqualTo(JsonValueKind.Array), where);
                Assert.That(given!.AsArray(), Has.Count.EqualTo(items.Count), $"{where}: {given}");
                for (var i = 0; i < items.Count; i++)
                {
                    Compare($"{where}[{i}]", items[i], given[i]);
                }

                break;
            case JsonValue value when value.ToString() is "$number" or "$text" or "$any":
                if (value.ToString() != "$any")
                {
                    Assert.That(given?.GetValueKind(), Is.EqualTo(value.ToString() == "$number" ? JsonValueKind.Number : JsonValueKind.String), $"{where}: {given}");
                }

                break;
            default:
                Assert.That(given?.ToJsonString(), Is.EqualTo(wanted?.ToJsonString()), where);
                break;
        }
    }

    /// <summary>Replaces "$now+60" by the Unix time of a minute from now, also in addresses.</summary>
    private static string Filled(string text, long now)
    {
        string At(Match match) => (now + long.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
        return Moment().Replace(QuotedMoment().Replace(text, At), At);
    }

    [GeneratedRegex("\"\\$now(?<seconds>[+-][0-9]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QuotedMoment();

    [GeneratedRegex("\\$now(?<seconds>[+-][0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moment();

    [GeneratedRegex("\"\\$(?<name>[a-z]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Kept();

    [GeneratedRegex("\\$(?<name>[a-z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeptInAddress();
}
