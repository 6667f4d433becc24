using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Outlier.Tests.Executor.Http;

namespace Outlier.Tests.Executor.Campaigns;

/// <summary>Checks that every line of a file, and every number in it, gets a verdict.</summary>
public sealed class NothingVanishesTests
{
    private const int Files = 300;
    private Door door = null!;

    [OneTimeSetUp]
    public async Task Open_the_door() => door = await Door.OpenAsync(("RateLimit:RequestsPerMinute", "100000"));

    [OneTimeTearDown]
    public async Task Close_the_door() => await door.DisposeAsync();

    [Test]
    [Category("no-number-vanishes")]
    public async Task No_number_of_three_hundred_random_files_is_without_a_verdict()
    {
        var missing = new List<string>();
        var (numbers, several, understood) = (0, 0, 0);
        for (var seed = 1; seed <= Files; seed++)
        {
            var file = new RandomFile(seed);
            var answer = await InspectAsync(file);
            var lines = answer["firstLines"]!.AsArray().Select(line => line!).ToLookup(line => (int)line["line"]!);
            missing.AddRange(file.Rows.Where(row => !lines[row].Any()).Select(row => $"{seed}: line {row} has no verdict\n{file.Text}"));
            // The separator of a junk file may not be recognizable. Then the test cannot know which cells contain the
            // numbers.
            if ((string?)answer["separator"] != file.Separator.ToString())
            {
                continue;
            }

            understood++;
            numbers += file.Numbers.Count;
            several += file.Numbers.GroupBy(number => number.Line).Count(group => group.Count() > 1);
            missing.AddRange(file.Numbers.Where(number => !IsJudged(lines[number.Line], number.Digits)).Select(number => $"{seed}: {number}\n{file.Text}\n{Show(lines[number.Line])}"));
        }

        TestContext.Out.WriteLine($"{Files} files, {understood} with the separator known, {numbers} numbers, {several} lines with several");
        Assert.Multiple(() =>
        {
            Assert.That(missing.Take(3), Is.Empty);
            Assert.That(understood, Is.GreaterThan(Files * 3 / 4), "files of which nothing is known show nothing");
            Assert.That(several, Is.GreaterThan(Files), "nor do lines with one number");
        });
    }

    // A number is judged if a verdict has it or the verdict's note names it. If the whole cell is not a number, the
    // verdict shows the cell.
    private static bool IsJudged(IEnumerable<JsonNode> verdicts, string digits)
    {
        var all = verdicts.ToList();
        var last = digits.Length > 10 ? digits[^10..] : digits;
        return all.Exists(verdict => IsThis((string?)verdict["phoneNumber"], digits) || Digits((string?)verdict["note"]).Contains(last, StringComparison.Ordinal))
            || (all is [var only] && (string?)only["verdict"] == "invalid_number" && Digits((string?)only["raw"]).Contains(last, StringComparison.Ordinal));
    }

    // The two spellings may differ by a missing 1 of North America, or by a dialed 00.
    private static bool IsThis(string? number, string digits) =>
        number is not null && (Digits(number).EndsWith(digits, StringComparison.Ordinal) || digits.EndsWith(Digits(number), StringComparison.Ordinal));

    private static string Digits(string? text) => string.Concat((text ?? string.Empty).Where(char.IsAsciiDigit));

    private static string Show(IEnumerable<JsonNode> verdicts) => string.Join('\n', verdicts.Select(verdict => verdict.ToJsonString()));

    private async Task<JsonNode> InspectAsync(RandomFile file)
    {
        using var form = new MultipartFormDataContent { { new StringContent(file.Text, Encoding.UTF8), "file", "people.csv" } };
        foreach (var (name, value) in file.Fields)
        {
            form.Add(new StringContent(value), name);
        }

        using var answer = await door.SendAsync(HttpMethod.Post, "/campaigns/inspect-file/", door.TokenOf("viewer"), form);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{text}\n{file.Text}");
        return JsonNode.Parse(text)!;
    }
}
