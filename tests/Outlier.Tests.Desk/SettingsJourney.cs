using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Outlier.Tests.Desk;

/// <summary>Checks that users can change the newsroom's settings on the page and see who changed them.</summary>
public sealed class SettingsJourney
{
    private DeskRoom room = null!;

    [SetUp]
    public async Task Open()
    {
        room = await DeskRoom.OpenAsync();
        await room.Newsroom.RunAsync(
            """
            update outlier.settings set urgent_reserve = 10;
            insert into outlier.labels (id, name) values (md5('archive')::uuid, 'Archive <b>');
            insert into outlier.contact_hours (state, weekday, opens, closes, source, checked_on) values ('MI', 7, '13:00', '18:00', '<i>Our rule</i>', '2026-01-01');
            """);
    }

    [TearDown]
    public async Task Close() => await room.DisposeAsync();

    [Test]
    [Category("POST-/desk/settings"), Category("GET-/desk/settings/audit")]
    public async Task A_sender_changes_a_limit_sees_it_recorded_and_takes_it_back()
    {
        await using var screen = await room.ScreenAsync("sender");
        await screen.GoAsync("Settings", "Settings");
        await Expect(screen.Label("Texts a day")).ToHaveValueAsync("100");
        await screen.Label("Texts a day").FillAsync("5");
        await screen.Label("Texts a day").PressAsync("Enter");
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved.");
        await Expect(screen.Page.Locator("#page")).ToContainTextAsync("max_texts_per_day: 100 → 5");
        await Expect(screen.Page.Locator("#page")).ToContainTextAsync("token the sender");
        await screen.Button("Undo").ClickAsync();
        await Expect(screen.Label("Texts a day")).ToHaveValueAsync("100");
        Assert.That(await room.Newsroom.ReadAsync<int>("select max_texts_per_day from outlier.settings"), Is.EqualTo(100));
    }

    [Test]
    [Category("POST-/desk/settings")]
    public async Task A_refusal_stands_beside_its_field_and_nothing_is_saved()
    {
        await using var screen = await room.ScreenAsync("sender");
        screen.ExpectsRefusals = true;
        await screen.GoAsync("Settings", "Settings");
        await screen.Label("Texts a day").FillAsync("0");
        await screen.Label("Reserve for urgent messages (percent)").FillAsync("20");
        await screen.Label("Texts a day").PressAsync("Enter");
        await Expect(screen.Page.Locator("#maxTextsPerDay + .error")).ToContainTextAsync("maxTextsPerDay must be a whole number from 1 to 1000, not 0.");
        await screen.Label("Conversations with an answer").FillAsync("No such label");
        await screen.Label("Conversations with an answer").PressAsync("Enter");
        await Expect(screen.Page.Locator("#replyLabel + .error")).ToContainTextAsync("Missive has no label with the name \"No such label\"");
        await screen.CheckAsync("settings refused");
        Assert.That(await room.Newsroom.ReadAsync<int>("select urgent_reserve from outlier.settings"), Is.EqualTo(10));
    }

    [Test]
    public async Task Labels_hours_numbers_and_texts_are_saved()
    {
        await using var screen = await room.ScreenAsync("sender");
        await screen.GoAsync("Settings", "Settings");
        await SaveAsync(screen, "Conversations archived after two failures", "archive <b>");
        await Expect(screen.Label("Conversations archived after two failures")).ToHaveValueAsync("Archive <b>");
        await SaveAsync(screen, "Closes", "21:00");
        await SaveAsync(screen, "Number that texts come from", "(313) 555-0142");
        await Expect(screen.Label("Number that texts come from")).ToHaveValueAsync("+13135550142");
        await screen.Label("Numbers for test sends").FillAsync("313-555-0143\n+13135550144");
        await screen.Page.Locator("form:has(#testNumbers) button").ClickAsync();
        await Expect(screen.Label("Numbers for test sends")).ToHaveValueAsync("+13135550143\n+13135550144");
        await screen.Label("Answer to HELP (empty: none)").FillAsync("We are here.");
        await screen.Page.Locator("form:has(#template-help_message) button").ClickAsync();
        await Expect(screen.Page.Locator("#page")).ToContainTextAsync("content: – → We are here.");
        var kept = await room.Newsroom.ReadAsync<string>(
            """
            select (archive_label_id = md5('archive')::uuid) || ' ' || sending_phone_number || ' ' || array_to_string(test_numbers, ',') || ' '
              || (select closes from outlier.contact_hours where state is null and weekday = 1)
            from outlier.settings
            """);
        Assert.That(kept, Is.EqualTo("true +13135550142 +13135550143,+13135550144 21:00:00"));
    }

    [Test]
    public async Task A_state_gets_narrower_hours_and_loses_them()
    {
        await using var screen = await room.ScreenAsync("sender");
        await screen.GoAsync("Settings", "Settings");
        await screen.OpenAsync("Show them (1)");
        await Expect(screen.Page.Locator("#page")).ToContainTextAsync("<i>Our rule</i>");
        await screen.OpenAsync("Change a state…");
        await screen.Label("State").FillAsync("mi");
        await screen.Label("Day").SelectOptionAsync("7");
        await screen.Page.Locator("form:has(#weekday) button").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved.");
        Assert.That(await room.Newsroom.ReadAsync<bool>("select exists (select from outlier.contact_hours where state is not null)"), Is.False);
    }

    [Test]
    [Category("GET-/desk/settings")]
    public async Task A_viewer_reads_them_and_no_button()
    {
        await using var screen = await room.ScreenAsync("viewer");
        await screen.GoAsync("Settings", "Settings");
        await Expect(screen.Label("Texts a day")).ToHaveAttributeAsync("readonly", string.Empty);
        await Expect(screen.Page.Locator("#page form button:visible, #page summary.button")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task The_page_is_clean_at_each_width_light_and_dark([Values(320, 1280)] int width, [Values] bool dark)
    {
        await using var screen = await room.ScreenAsync("sender", new Look(width, dark));
        await screen.GoAsync("Settings", "Settings");
        await screen.CheckAsync("settings");
    }

    private static async Task SaveAsync(Screen screen, string label, string value)
    {
        await screen.Label(label).First.FillAsync(value);
        await screen.Label(label).First.PressAsync("Enter");
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved.");
        // Loads the page again, so that the next save shows a notice of its own.
        await screen.GoAsync("Today", "Today");
        await screen.GoAsync("Settings", "Settings");
    }
}
