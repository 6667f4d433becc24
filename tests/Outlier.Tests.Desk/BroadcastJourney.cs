using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Outlier.Tests.Desk;

/// <summary>Checks how a team edits, schedules and sends the upcoming broadcast on the page.</summary>
public sealed class BroadcastJourney
{
    private DeskRoom room = null!;

    [SetUp]
    public async Task Open()
    {
        room = await DeskRoom.OpenAsync();
        await room.Newsroom.RunAsync("insert into outlier.broadcast_settings (mon, thu) values ('10:00', '15:30')");
        await room.Newsroom.BroadcastAsync(3, "It''s on", "And?");
        await room.Newsroom.RunAsync(
            """
            update outlier.settings set broadcast_gap = '0', send_now_margin = '0', test_numbers = '{+13135550142}';
            insert into outlier.authors (phone_number) values ('+13135550142') on conflict do nothing;
            """);
    }

    [TearDown]
    public async Task Close() => await room.DisposeAsync();

    [Test]
    [Category("POST-/desk/broadcast"), Category("POST-/desk/measure")]
    public async Task An_editor_writes_it_and_sees_what_makes_it_expensive()
    {
        await using var screen = await room.ScreenAsync("editor");
        await screen.GoAsync("Broadcast", "Broadcast");
        await screen.Label("Text").FillAsync(new string('a', 100) + "’s");
        await Expect(screen.Page.Locator("#firstMessage-measure")).ToContainTextAsync("2 SMS, 102 characters, UCS-2.");
        await Expect(screen.Page.Locator("#firstMessage-measure")).ToContainTextAsync("These characters make it expensive: ’");
        await screen.Button("Use plain quotes and dashes (1 SMS)").ClickAsync();
        await Expect(screen.Page.Locator("#firstMessage-measure")).ToContainTextAsync("1 SMS, 102 characters, GSM-7.");
        await screen.Label("People").FillAsync("2");
        await screen.Button("Save").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved.");
        var kept = await room.Newsroom.ReadAsync<string>("select first_message || no_users from outlier.broadcasts where state = 'scheduled'");
        Assert.That(kept, Is.EqualTo(new string('a', 100) + "'s2"));
        await Expect(screen.Page.GetByText("Send now…")).ToHaveCountAsync(0);
    }

    [Test]
    [Category("POST-/desk/broadcast")]
    public async Task A_refusal_stands_beside_its_field_in_the_API_s_own_words()
    {
        await using var screen = await room.ScreenAsync("editor");
        screen.ExpectsRefusals = true;
        await screen.GoAsync("Broadcast", "Broadcast");
        await screen.Label("Minutes until the follow-up").FillAsync("0");
        await screen.Button("Save").ClickAsync();
        await Expect(screen.Page.Locator("#delay + .error")).ToHaveTextAsync("Delay must be at least 1 and at most 2592000 seconds (30 days), not 0.", new() { IgnoreCase = true });
        await Expect(screen.Label("Minutes until the follow-up")).ToBeFocusedAsync();
        await screen.CheckAsync("broadcast refused");
    }

    [Test]
    [Category("POST-/desk/broadcast")]
    public async Task A_refusal_is_in_Spanish_if_the_page_is()
    {
        await using var screen = await room.ScreenAsync("editor", new Look(Locale: "es-MX"));
        screen.ExpectsRefusals = true;
        await screen.GoAsync("Difusión", "Difusión");
        await screen.Label("Minutos hasta el segundo mensaje").FillAsync("0");
        await screen.Button("Guardar").ClickAsync();
        var error = screen.Page.Locator("#delay + .error");
        await Expect(error).ToHaveTextAsync("delay debe estar entre 1 y 2592000 segundos (30 días), y es 0.");
        await Expect(error).ToHaveAttributeAsync("lang", "es");
        await screen.CheckAsync("broadcast refused");
    }

    [Test]
    [Category("POST-/desk/broadcast/schedule"), Category("POST-/desk/broadcast/send-now")]
    public async Task A_sender_sends_it_at_once_after_a_question_and_the_schedule_is_saved_by_the_quarter_hour()
    {
        await using var screen = await room.ScreenAsync("sender");
        await screen.GoAsync("Broadcast", "Broadcast");
        await screen.Label("Wednesday").SelectOptionAsync("09:15");
        await screen.Button("Save the schedule").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The weekly schedule is saved.");
        Assert.That(await room.Newsroom.ReadAsync<string>("select wed::text from outlier.broadcast_settings"), Is.EqualTo("09:15:00"));
        await screen.OpenAsync("Send now…");
        await screen.CheckAsync("broadcast send now");
        await screen.Button("Yes, send now").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The broadcast is being sent.");
        await room.Newsroom.UntilAsync("(select count(*) = 6 from outlier.message_statuses where not is_second)");
    }

    [Test]
    [Category("POST-/desk/broadcast/pause"), Category("POST-/desk/broadcast/resume")]
    public async Task An_editor_pauses_the_upcoming_one_and_a_sender_resumes_it()
    {
        await using var screen = await room.ScreenAsync("editor");
        await screen.GoAsync("Broadcast", "Broadcast");
        await screen.Button("Pause").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The broadcast is paused.");
        await Expect(screen.Button("Pause")).ToHaveCountAsync(0);
        await Expect(screen.Button("Undo")).ToHaveCountAsync(0);
        await screen.CheckAsync("broadcast paused");
        await screen.GoAsync("Today", "Today");
        await Expect(screen.Text("Paused. It does not start until a sender resumes it.")).ToBeVisibleAsync();
        Assert.That(await room.Newsroom.ReadAsync<string>("select outlier.check_and_trigger_broadcast(now() + interval '8 days')"), Does.Contain("has no run_at"));

        await using var other = await room.ScreenAsync("sender");
        await other.GoAsync("Broadcast", "Broadcast");
        await Expect(other.Page.GetByText("Send now…")).ToHaveCountAsync(0);
        await other.Button("Resume").ClickAsync();
        await Expect(other.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The broadcast is scheduled again.");
        await other.Button("Undo").ClickAsync();
        await Expect(other.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The broadcast is paused.");
        await other.Button("Undo").ClickAsync();
        await Expect(other.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The broadcast is scheduled again.");
        Assert.That(await room.Newsroom.ReadAsync<bool>("select outlier.broadcast_run_at(b) > now() from outlier.broadcasts as b where b.state = 'scheduled'"), Is.True);
    }

    [Test]
    [Category("POST-/desk/broadcast/segments"), Category("GET-/desk/broadcast/segments/count")]
    public async Task An_editor_shares_it_out_and_sees_how_many_people_each_segment_has([Values(320, 1280)] int width)
    {
        await room.Newsroom.RunAsync(
            """
            insert into outlier.audience_segments (name, description, query) values ('Ward 3', 'Residents east of the river', 'select phone_number from authors order by phone_number limit 2');
            update outlier.broadcasts set no_users = 4 where state = 'scheduled';
            """);
        await using var screen = await room.ScreenAsync("editor", new Look(width));
        screen.ExpectsRefusals = true;
        await screen.GoAsync("Broadcast", "Broadcast");
        var ward = screen.Label("Ward 3 (percent)");
        var others = screen.Label("Everybody (percent)");
        var count = screen.Page.Locator($"[id='{await ward.GetAttributeAsync("id")}-count']");
        await Expect(count).ToHaveTextAsync("0 people, of 2 who can be texted now");
        await ward.FillAsync("50");
        await Expect(count).ToHaveTextAsync("2 people, of 2 who can be texted now");
        var total = screen.Page.Locator("[data-total]");
        await Expect(total).ToHaveTextAsync("Together 150 percent, which is more than 100. Lower a share before you save.");
        await others.FillAsync("24,75");
        await Expect(total).ToHaveTextAsync("Together 74.75 percent.");
        await others.FillAsync("100");
        await ward.FillAsync("75");
        await Expect(count).ToHaveTextAsync("3 people, but only 2 can be texted now");
        await ward.FillAsync("half");
        await Expect(count).ToContainTextAsync("Enter a number from 0 to 100.");
        await ward.FillAsync("50");
        await screen.Button("Save the segments").ClickAsync();
        await Expect(screen.Page.Locator("#page .error")).ToContainTextAsync("add up to 150");
        await screen.CheckAsync("broadcast segments refused");
        await screen.Label("Follow-up for people who do not answer (optional)").FillAsync("Begun in the other form");
        await others.FillAsync("49,5");
        await screen.OpenAsync("Texts of its own");
        await screen.Label("Text (empty: that of the broadcast)").First.FillAsync("Hello everybody");
        await screen.Button("Save the segments").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The segments are saved.");
        await Expect(screen.Label("Follow-up for people who do not answer (optional)")).ToHaveValueAsync("Begun in the other form");
        await screen.CheckAsync("broadcast segments");
        var kept = await room.Newsroom.ReadAsync<string>(
            """
            select string_agg(concat_ws(' ', s.name, bs.ratio, bs.first_message), ', ' order by s.id)
            from outlier.broadcasts_segments as bs join outlier.audience_segments as s on s.id = bs.segment_id
            join outlier.broadcasts as b on b.id = bs.broadcast_id and b.state = 'scheduled'
            """);
        Assert.That(kept, Is.EqualTo("Everybody 49.50 Hello everybody, Ward 3 50.00"));
    }

    [Test]
    public async Task It_is_scheduled_with_the_keyboard_alone()
    {
        await using var screen = await room.ScreenAsync("editor");
        await screen.Heading("Today").WaitForAsync();
        await screen.TabToAsync(screen.Page.GetByRole(AriaRole.Link, new FrameGetByRoleOptions { Name = "Broadcast", Exact = true }).First);
        await screen.Window.Keyboard.PressAsync("Enter");
        await Expect(screen.Heading("Broadcast")).ToBeFocusedAsync();
        await screen.TabToAsync(screen.Label("Text"));
        await screen.Window.Keyboard.PressAsync("Control+A");
        await screen.Window.Keyboard.TypeAsync("Is the bridge open?");
        await screen.TabToAsync(screen.Label("Date and time"));
        await screen.TypeTimeAsync("06032030", "1000AM");
        await screen.TabToAsync(screen.Button("Save"));
        await screen.Window.Keyboard.PressAsync("Enter");
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved.");
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToBeFocusedAsync();
        var kept = await room.Newsroom.ReadAsync<string>("select first_message || ' ' || run_at::text from outlier.broadcasts where state = 'scheduled'");
        Assert.That(kept, Does.StartWith("Is the bridge open? 2030-06-03 14:00:00"), "10:00 in Detroit");
    }

    [Test]
    [Category("GET-/desk/broadcast")]
    public async Task A_viewer_sees_all_of_it_and_no_button()
    {
        await using var screen = await room.ScreenAsync("viewer");
        await screen.GoAsync("Broadcast", "Broadcast");
        await Expect(screen.Label("Text")).ToHaveValueAsync("It's on");
        await Expect(screen.Page.Locator("#page button:visible")).ToHaveCountAsync(0);
    }

    [Test]
    [Category("GET-/desk/broadcast")]
    public async Task The_page_is_clean_at_each_width_light_and_dark([Values(320, 1280)] int width, [Values] bool dark)
    {
        await using var screen = await room.ScreenAsync("sender", new Look(width, dark));
        await screen.GoAsync("Broadcast", "Broadcast");
        await Expect(screen.Page.Locator("#firstMessage-measure")).ToContainTextAsync("1 SMS");
        await screen.CheckAsync("broadcast");
    }
}
