using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Outlier.Tests.Executor.Http;

namespace Outlier.Tests.Executor.Campaigns;

/// <summary>Checks that both endpoints read the files of the folder Files as expected.</summary>
public sealed class RecipientFixtureTests
{
    private static readonly string[] Counts =
        ["lines", "accepted", "extensions", "duplicates", "invalidNumbers", "ambiguous", "withoutMessage", "messageTooLong", "unsubscribed", "excluded"];

    private Door door = null!;

    [OneTimeSetUp]
    public async Task Open_the_door()
    {
        door = await Door.OpenAsync(("RateLimit:RequestsPerMinute", "100000"));
        await door.Newsroom.RunAsync(
            """
            insert into outlier.authors (phone_number, unsubscribed, exclude)
            values ('+13135550190', true, false), ('+13135550191', false, true)
            """);
    }

    [OneTimeTearDown]
    public async Task Close_the_door() => await door.DisposeAsync();

    [Test]
    [Category("file-understood")]
    public void There_are_150_files_at_least() => Assert.That(RecipientFixture.Names.Count(), Is.GreaterThanOrEqualTo(150));

    [TestCaseSource(typeof(RecipientFixture), nameof(RecipientFixture.Names))]
    [Category("phone-column"), Category("file-understood")]
    public async Task A_file_is_understood(string name)
    {
        var fixture = RecipientFixture.Read(name);
        var (status, inspected) = await SendAsync("/campaigns/inspect-file/", fixture);
        var refusal = status == HttpStatusCode.OK ? (string?)inspected["refusal"] : (string?)inspected["message"];
        var understood = status == HttpStatusCode.OK ? Show(inspected) : [];
        Compare(fixture, refusal, understood);
        await CompareUploadAsync(fixture, inspected, refusal);
    }

    // If a file cannot be inspected, only its refusal is compared.
    private static void Compare(RecipientFixture fixture, string? refusal, List<(string Text, string? Note)> understood)
    {
        var refused = fixture.Expected.SingleOrDefault(line => line.StartsWith("refused: ", StringComparison.Ordinal))?["refused: ".Length..];
        var about = fixture.Expected.Where(line => !char.IsDigit(line[0]) && !line.StartsWith("refused: ", StringComparison.Ordinal)).ToList();
        var verdicts = fixture.Expected.Where(line => char.IsDigit(line[0])).Select(line => line.Split(" -- ")).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(refusal, refused is null ? Is.Null : Does.Contain(refused));
            if (about.Count > 0 || refused is null)
            {
                Assert.That(understood.Where(line => !char.IsDigit(line.Text[0])).Select(line => line.Text), Is.EquivalentTo(about));
                var judged = understood.Where(line => char.IsDigit(line.Text[0])).ToList();
                Assert.That(judged.Select(line => line.Text), Is.EqualTo(verdicts.Select(line => line[0])));
                foreach (var (words, line) in verdicts.Zip(judged).Where(pair => pair.First.Length > 1).Select(pair => (pair.First[1], pair.Second)))
                {
                    Assert.That(line.Note, Does.Contain(words), line.Text);
                }

                foreach (var line in judged.Where(line => line.Text.Contains(": invalid_number", StringComparison.Ordinal) || line.Text.Contains(": ambiguous", StringComparison.Ordinal)))
                {
                    Assert.That(line.Note, Is.Not.Null.And.Not.Empty, line.Text);
                }
            }
        });
    }

    // An upload must give the same result as the inspection.
    private async Task CompareUploadAsync(RecipientFixture fixture, JsonNode inspected, string? refusal)
    {
        var hasTexts = inspected["columns"]?["message"] is not null;
        var (status, made) = await SendAsync(
            "/campaigns/",
            fixture,
            ("runAt", DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            hasTexts ? ("title", "Hello") : ("firstMessage", "Hello"));
        if (refusal is not null)
        {
            Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That((string?)made["message"], Is.EqualTo(refusal));
            return;
        }

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), made.ToJsonString());
        foreach (var field in Counts.Concat(["encoding", "separator", "columns"]))
        {
            Assert.That(JsonNode.DeepEquals(made["file"]![field], inspected[field]), Is.True, $"{field}: {made["file"]![field]} {inspected[field]}");
        }

        var lines = await door.Newsroom.ReadAsync<string>($"select outlier.file_lines({(long)made["id"]!}, 20)::text");
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(lines), inspected["firstLines"]), Is.True, lines);
    }

    private static List<(string Text, string? Note)> Show(JsonNode inspected)
    {
        var columns = inspected["columns"]!;
        var separator = (string?)inspected["separator"] switch { "," => "comma", ";" => "semicolon", "\t" => "tab", "|" => "pipe", var other => other };
        (string Name, string Value, string Default)[] about =
        [
            ("phone", Names([columns["phone"]]), string.Empty),
            ("texts", Names([columns["message"]]), string.Empty),
            ("other numbers", Names(columns["otherPhones"]!.AsArray()), string.Empty),
            ("other texts", Names(columns["otherMessages"]!.AsArray()), string.Empty),
            ("ignored", Names(columns["ignored"]!.AsArray()), string.Empty),
            ("header", columns["header"]?.ToString() ?? "none", "1"),
            ("passed over", Names(columns["passedOver"]!.AsArray()), string.Empty),
            ("separator", separator!, "comma"),
            ("encoding", (string)inspected["encoding"]!, "UTF-8"),
        ];
        return
        [
            .. about.Where(part => part.Value != part.Default).Select(part => ($"{part.Name}: {part.Value}", (string?)null)),
            .. inspected["firstLines"]!.AsArray().Select(line => (Show(line!.AsObject()), (string?)line["note"])),
        ];
    }

    private static string Show(JsonObject line)
    {
        var number = line["phoneNumber"] is { } read ? $" {read}" : string.Empty;
        var text = line["message"] is { } message ? $" = {OneLine((string)message!)}" : string.Empty;
        return $"{line["line"]}: {line["verdict"]}{number}{text}";
    }

    private static string Names(IEnumerable<JsonNode?> names) => string.Join(", ", names.OfType<JsonNode>().Select(name => OneLine(name.ToString())));

    private static string OneLine(string text) => text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\u0301", "\\u0301", StringComparison.Ordinal);

    private async Task<(HttpStatusCode Status, JsonNode Answer)> SendAsync(string path, RecipientFixture fixture, params (string Name, string Value)[] more)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(fixture.Bytes), "file", "people.csv" } };
        foreach (var (name, value) in fixture.Fields.Select(field => (field.Key, field.Value)).Concat(more))
        {
            form.Add(new StringContent(value, Encoding.UTF8), name);
        }

        using var answer = await door.SendAsync(HttpMethod.Post, path, door.TokenOf("editor"), form);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
