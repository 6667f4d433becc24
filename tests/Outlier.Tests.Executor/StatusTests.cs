using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Outlier.Executor.Status;
using Spectre.Console.Testing;

namespace Outlier.Tests.Executor;

/// <summary>
/// Checks the output of <c>outlier status</c>: as lines, as JSON, and as a screen that updates itself.
/// </summary>
public sealed class StatusTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(-5));

    private static readonly StatusReport Busy = new(
        Monday,
        Stopped: false,
        [new("first_messages", 65, 0, 5, 0, Monday), new("second_messages", 0, 50, 0, 1, Monday.AddMinutes(10))],
        new(2, 1),
        [new("dub", 0, 5, [new(60, 60, 0)], null, null), new("first_messages", 5, 5, [new(60, 300, 60), new(900, 900, 1060)], null, null), new("general", 0, 5, [], Monday.AddHours(1), "asked to wait")],
        [new("broadcast 1", "sending", 120, 55, 120, 1, 53, 2, Monday.AddMinutes(11)), new("campaign 3: Spring checkup [water]", "paused", 4000, 1000, 3000, 0, 990, 10, null)],
        [new("broadcast 2", Monday.AddDays(3))],
        [new("maintain-queues", "* * * * *", Monday.AddSeconds(-1), "succeeded", null), new("retry-webhooks", "* * * * *", null, null, "it has not run yet")],
        [new("quota_held", "the quota general is held", null, null)]);

    [TestCase("status")]
    [TestCase("status", "--once")]
    [Category("status")]
    public async Task Where_there_is_no_terminal_lines_are_printed_once_that_name_nobody(params string[] arguments)
    {
        await using var newsroom = await Newsroom.OpenAsync(unlimited: false);
        await newsroom.BroadcastAsync(5, "Hello", "Again");
        await newsroom.RunAsync("select outlier.report_incident('example', 'nobody answers at +12005550101')");
        var (exitCode, output, error) = await OutlierProcess.RunAsync(arguments, Configuration(newsroom));
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.Zero, error);
            Assert.That(output, Does.Match(@"(?m)^sending broadcast \d+: through \d\d:\d\d:\d\d; 5 people, 0 sent, 5 to go, 0 unknown, 0 delivered, 0 failed\r?$"));
            Assert.That(output, Does.Contain("queue first_messages: 5 due, 0 later, 0 sending, 0 unknown, next "));
            Assert.That(output, Does.Contain("quota first_messages: 0 of 5 at once, 0 of 300 in 1 min, 0 of 900 in 15 min"));
            Assert.That(output, Does.Contain("job maintain-queues: "));
            Assert.That(output, Does.Contain("problem example: nobody answers at +…"));
            Assert.That(output, Does.Not.Contain("55501").And.Not.Contain("Hello").And.Not.Contain("\u001b"));
        });
    }

    [Test]
    public async Task For_programs_it_is_json()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.BroadcastAsync(3);
        var (exitCode, output, _) = await OutlierProcess.RunAsync(["status", "--json"], Configuration(newsroom));
        using var json = JsonDocument.Parse(output);
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.Zero);
            Assert.That(json.RootElement.GetProperty("sending")[0].GetProperty("left").GetInt32(), Is.EqualTo(3));
            Assert.That(json.RootElement.GetProperty("at").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
        });
    }

    [TestCase("--once")]
    [TestCase("--json")]
    [Category("status")]
    public async Task Without_a_database_one_line_says_so(string option)
    {
        var configuration = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = "Host=127.0.0.1;Port=1;Username=nobody" };
        var (exitCode, output, error) = await OutlierProcess.RunAsync(["status", option], configuration);
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(error, Does.StartWith("outlier status: The database cannot be reached").And.Contain("ConnectionStrings__Outlier"));
            Assert.That(error.TrimEnd(), Does.Not.Contain("\n"));
            Assert.That(output, Is.Empty);
        });
    }

    [Test]
    [Category("status")]
    public void The_screen_fits_a_small_terminal_and_begins_with_what_needs_a_person()
    {
        using var console = new TestConsole();
        console.Profile.Width = 80;
        console.Write(StatusView.Draw(Busy));
        var lines = console.Output.TrimEnd().Split('\n').Select(line => line.TrimEnd()).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(lines, Has.Count.LessThanOrEqualTo(24));
            Assert.That(lines.Select(line => line.Length), Has.All.LessThanOrEqualTo(80));
            Assert.That(lines[0], Is.EqualTo("Outlier  2026-03-02 10:00:00 -05:00  Ctrl-C ends"));
            Assert.That(lines[1], Is.EqualTo("quota_held: the quota general is held"));
            Assert.That(lines[2], Is.EqualTo("job retry-webhooks: it has not run yet"));
            Assert.That(console.Output, Does.Match(@"broadcast 1 +━{10} +55 +120 +53 +2 +10:11:00"));
            Assert.That(console.Output, Does.Contain("[water]").And.Match(@"1,000 +3,000 +990 +10 +paused"));
            Assert.That(console.Output, Does.Match(@"broadcast 2 +upcoming +03-05 10:00"));
            Assert.That(console.Output, Does.Match(@"first_messages +5 of 5 at once +60 of 300 in 1 min, 1,060 of 900 in 15 min"));
            Assert.That(console.Output, Does.Contain("held until 11:00:00").And.Not.Contain("dub"));
            Assert.That(lines[^1], Is.EqualTo("1 of 2 jobs are well; the last ran at 09:59:59"));
        });
    }

    [Test]
    [Category("status")]
    public async Task It_is_renewed_every_second_survives_a_database_that_is_gone_and_gives_the_terminal_back()
    {
        var time = new FakeTimeProvider();
        using var console = new TestConsole().EmitAnsiSequences();
        console.Profile.Width = 120;
        console.Profile.Capabilities.Ansi = true;
        using var stop = new CancellationTokenSource();
        using var asked = new SemaphoreSlim(0);
        var answers = new Queue<Func<StatusReport>>([
            () => Busy with { At = Monday },
            () => throw new NpgsqlException("the server is starting up"),
            () => Busy with { At = Monday.AddSeconds(2) },
        ]);
        var watch = new StatusWatch(console, AnswerAsync, time).RunAsync(stop.Token);
        await AskedAsync();
        await AfterASecondAsync();
        await AfterASecondAsync();
        // Once the program has asked again, the answer before it is on the screen.
        await AfterASecondAsync();
        await stop.CancelAsync();
        await watch.WaitAsync(Newsroom.Limit);
        Assert.Multiple(() =>
        {
            Assert.That(console.Output, Does.Contain("10:00:00 -05:00"));
            Assert.That(console.Output, Does.Contain("the database does not answer: the server is starting up"));
            Assert.That(console.Output, Does.Contain("10:00:02 -05:00"));
            Assert.That(console.Output, Does.Contain("\u001b[?25l").And.EndWith("\u001b[?25h"), "the cursor is hidden, and comes back");
        });

        Task<StatusReport> AnswerAsync(CancellationToken token)
        {
            asked.Release();
            return answers.TryDequeue(out var answer) ? Task.FromResult(answer()) : new TaskCompletionSource<StatusReport>().Task.WaitAsync(token);
        }

        async Task AskedAsync() => Assert.That(await asked.WaitAsync(Newsroom.Limit), Is.True);

        // Repeats the step, because the program may not have created its timer when the clock advances.
        async Task AfterASecondAsync()
        {
            do
            {
                time.Advance(TimeSpan.FromSeconds(1));
            }
            while (!await asked.WaitAsync(TimeSpan.FromMilliseconds(20)));
        }
    }

    private static Dictionary<string, string?> Configuration(Newsroom newsroom) =>
        new(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = newsroom.Database.ConnectionStringFor("outlier_executor") };
}
