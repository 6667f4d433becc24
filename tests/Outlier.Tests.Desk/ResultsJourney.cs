using static Microsoft.Playwright.Assertions;

namespace Outlier.Tests.Desk;

/// <summary>Checks the page with the results of a batch and the outcome for each person.</summary>
public sealed class ResultsJourney
{
    private DeskRoom room = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        room = await DeskRoom.OpenAsync();
        var broadcast = await room.Newsroom.BroadcastAsync(60, "Is your water clear?");
        await room.Newsroom.UntilAsync("(select count(*) = 60 from outlier.message_statuses)");
        await room.Newsroom.RunAsync(
            $"""
             update outlier.message_statuses set twilio_sent_status = case when id % 6 = 0 then 'undelivered' else 'delivered' end,
               twilio_error_code = case when id % 6 = 0 then 30003 end
             where batch_id = {broadcast};
             """);
    }

    [OneTimeTearDown]
    public async Task Close() => await room.DisposeAsync();

    [Test]
    [Category("GET-/desk/results"), Category("GET-/desk/results/broadcast/{id}"), Category("GET-/desk/results/broadcast/{id}/recipients")]
    public async Task A_viewer_finds_a_broadcast_in_the_year_and_who_did_not_get_it([Values(320, 1280)] int width, [Values] bool dark)
    {
        await using var screen = await room.ScreenAsync("viewer", new Look(width, dark));
        await screen.GoAsync("Results", "Results");
        await screen.CheckAsync("results year");
        await screen.Page.Locator("#page table a").First.ClickAsync();
        await screen.Heading("Step by step").WaitForAsync();
        await screen.CheckAsync("results");
        await screen.CheckAsync("results steps");
        await Expect(screen.Page.Locator("svg[role=img]").First).ToContainTextAsync("Delivered");
        await Expect(screen.Page.Locator("#recipients th")).ToHaveCountAsync(50);
        await screen.Button("Show more").ClickAsync();
        await Expect(screen.Page.Locator("#recipients th")).ToHaveCountAsync(60);
        await screen.Label("Show").SelectOptionAsync("failed");
        await Expect(screen.Page.Locator("#recipients th")).ToHaveCountAsync(10);
        await Expect(screen.Page.GetByText("(30003)")).ToBeVisibleAsync();
    }

    [Test]
    [Category("GET-/broadcasts/{id}/recipients.csv")]
    public async Task What_is_shown_is_downloaded()
    {
        await using var screen = await room.ScreenAsync("viewer");
        await screen.GoAsync("Results", "Results");
        await screen.Page.Locator("#page table a").First.ClickAsync();
        await screen.Heading("Step by step").WaitForAsync();
        var all = await screen.Window.RunAndWaitForDownloadAsync(() => screen.Button("Download what is shown (CSV)").ClickAsync());
        Assert.That(all.SuggestedFilename, Does.StartWith("broadcast-").And.EndWith("-recipients.csv"));
        Assert.That(await File.ReadAllLinesAsync(await all.PathAsync()), Has.Length.EqualTo(61));
        await screen.Label("Show").SelectOptionAsync("failed");
        var failed = await screen.Window.RunAndWaitForDownloadAsync(() => screen.Button("Download what is shown (CSV)").ClickAsync());
        var lines = await File.ReadAllLinesAsync(await failed.PathAsync());
        Assert.That(lines, Has.Length.EqualTo(11));
        Assert.That(lines[0], Does.StartWith("phone_number,segment,outcome,reason,message"));
        Assert.That(lines.Skip(1), Is.All.Contains("30003"));
    }
}
