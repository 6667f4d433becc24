using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Outlier.Tests.Desk;

/// <summary>Checks the first page, which shows current activity and the switch that stops all sending.</summary>
public sealed class TodayJourney
{
    private DeskRoom room = null!;

    [SetUp]
    public async Task Open()
    {
        room = await DeskRoom.OpenAsync();
        await room.Newsroom.RunAsync("update outlier.settings set sending_stopped = true");
        await room.Newsroom.RunAsync("insert into outlier.broadcast_settings (mon, tue, wed, thu, fri, sat, sun) values ('10:00', '10:00', '10:00', '10:00', '10:00', '10:00', '10:00')");
        await room.Newsroom.BroadcastAsync(3, "Is your water clear?", "And today?");
        await room.Newsroom.RunAsync(
            "select outlier.open_review('+12005550100', null, md5('+12005550100')::uuid, 'Wrong number', 'wrong number', now(), now())");
    }

    [TearDown]
    public async Task Close() => await room.DisposeAsync();

    [Test]
    [Category("POST-/desk/sending/resume"), Category("GET-/desk/broadcasts/{id}/card"), Category("POST-/desk/broadcasts/{id}/pause")]
    [Category("POST-/desk/broadcasts/{id}/resume")]
    public async Task A_sender_starts_pauses_and_takes_it_back()
    {
        await using var screen = await room.ScreenAsync("sender");
        await screen.Heading("Today").WaitForAsync();
        await Expect(screen.Text("All sending is stopped.")).ToBeVisibleAsync();
        await Expect(screen.Text("1 message may be an opt-out and waits for a decision.")).ToBeVisibleAsync();
        await Expect(screen.Text("0 of 3 people texted.")).ToBeVisibleAsync();
        await screen.Button("Pause").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Paused.");
        Assert.That(await room.Newsroom.ReadAsync<bool>("select exists (select from outlier.batches where state = 'paused')"), Is.True);
        await screen.Button("Undo").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Sending continues where it stopped.");
        await screen.Button("Start sending again").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Sending continues where it stopped.");
        await room.Newsroom.UntilAsync("(select count(*) = 3 from outlier.message_statuses where not is_second)");
        await Expect(screen.Text("3 of 3 people texted.")).ToBeVisibleAsync(new() { Timeout = 20_000 });
    }

    [Test]
    [Category("POST-/desk/sending/stop")]
    public async Task An_editor_stops_everything_after_a_question_and_cannot_start_it_again()
    {
        await room.Newsroom.RunAsync("update outlier.settings set sending_stopped = false");
        await using var screen = await room.ScreenAsync("editor");
        await screen.OpenAsync("Stop everything…");
        await screen.Button("Yes, stop everything").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Everything is stopped.");
        Assert.That(await room.Newsroom.ReadAsync<bool>("select sending_stopped from outlier.settings"), Is.True);
        await Expect(screen.Button("Start sending again")).ToHaveCountAsync(0);
        await Expect(screen.Button("Undo")).ToHaveCountAsync(0);
    }

    [Test]
    [Category("GET-/desk/today")]
    public async Task A_viewer_sees_all_of_it_and_no_button()
    {
        await using var screen = await room.ScreenAsync("viewer");
        await Expect(screen.Text("0 of 3 people texted.")).ToBeVisibleAsync();
        await Expect(screen.Page.Locator("#page button:visible, #page summary.button:visible")).ToHaveCountAsync(0);
    }

    [Test]
    [Category("GET-/desk/today")]
    public async Task The_page_is_clean_at_each_width_light_and_dark([Values(320, 1280)] int width, [Values] bool dark)
    {
        await using var screen = await room.ScreenAsync("sender", new Look(width, dark));
        await Expect(screen.Text("0 of 3 people texted.")).ToBeVisibleAsync();
        await screen.CheckAsync("today");
    }

    [Test]
    public async Task It_greets_with_what_is_being_sent([Values(320, 1280)] int width)
    {
        await room.Newsroom.RunAsync(
            """
            update outlier.broadcast_first_messages set due_at = now() + interval '20 minutes' where recipient_phone_number = (
              select max(recipient_phone_number) from outlier.broadcast_first_messages
            );
            select outlier.resume_all_sending();
            """);
        await room.Newsroom.UntilAsync("(select count(*) = 2 from outlier.message_statuses where not is_second)");
        await using var screen = await room.ScreenAsync("sender", new Look(width));
        await Expect(screen.Text("2 of 3 people texted.")).ToBeVisibleAsync();
        await Expect(screen.Text("All sending is stopped.")).ToHaveCountAsync(0);
        await screen.CheckAsync("today sending");
    }

    [Test]
    public async Task A_problem_says_what_an_editor_can_do_and_keeps_the_rest_for_administrators()
    {
        await room.Newsroom.RunAsync(
            """
            select outlier.report_incident('campaign_missed', 'campaign 7 was due', 'Run: select 1;', null, now());
            select outlier.report_incident('post_failed', 'a post failed', 'Look at outlier.requests.', null, now());
            """);
        await using var screen = await room.ScreenAsync("viewer", new Look(320, Locale: "es-MX"));
        await Expect(screen.Text("Abra la campaña y dele una hora nueva.")).ToBeVisibleAsync();
        await Expect(screen.Text("Avise a su administrador.")).ToBeVisibleAsync();
        await Expect(screen.Text("Look at outlier.requests.")).ToBeHiddenAsync();
        await Expect(screen.Page.Locator(".problem", new FrameLocatorOptions { HasText = "Campaign 7 was due." })).ToHaveAttributeAsync("lang", "en");
        await screen.OpenAsync("Para administradores");
        await Expect(screen.Text("Run: select 1;").Or(screen.Text("Look at outlier.requests.")).First).ToBeVisibleAsync();
        await screen.CheckAsync("today problems");
    }

    [Test]
    public async Task It_speaks_Spanish_where_the_browser_does_and_the_choice_is_kept()
    {
        await using var screen = await room.ScreenAsync("sender", new Look(320, Locale: "es-MX"));
        await screen.Heading("Hoy").WaitForAsync();
        await screen.CheckAsync("today");
        await screen.Page.GetByRole(AriaRole.Link, new FrameGetByRoleOptions { Name = "English" }).ClickAsync();
        await screen.Heading("Today").WaitForAsync();
        await screen.Window.GotoAsync(new Uri(room.Executor.Address, "/desk/").ToString());
        await screen.Heading("Today").WaitForAsync();
    }
}
