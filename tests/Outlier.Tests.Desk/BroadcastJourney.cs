using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Outlier.Tests.Desk;

/// <summary>The upcoming broadcast, from its text to its sending.</summary>
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
    public async Task A_viewer_sees_all_of_it_and_no_button()
    {
        await using var screen = await room.ScreenAsync("viewer");
        await screen.GoAsync("Broadcast", "Broadcast");
        await Expect(screen.Label("Text")).ToHaveValueAsync("It's on");
        await Expect(screen.Page.Locator("#page button:visible")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task The_page_is_clean_at_each_width_light_and_dark([Values(320, 1280)] int width, [Values] bool dark)
    {
        await using var screen = await room.ScreenAsync("sender", new Look(width, dark));
        await screen.GoAsync("Broadcast", "Broadcast");
        await Expect(screen.Page.Locator("#firstMessage-measure")).ToContainTextAsync("1 SMS");
        await screen.CheckAsync("broadcast");
    }
}
