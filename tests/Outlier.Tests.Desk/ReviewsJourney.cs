using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Outlier.Tests.Desk;

/// <summary>Checks that a user can decide with the keyboard which messages are opt-outs.</summary>
public sealed class ReviewsJourney
{
    private DeskRoom room = null!;

    [SetUp]
    public async Task Open()
    {
        room = await DeskRoom.OpenAsync();
        await room.Newsroom.RunAsync(
            """
            insert into outlier.authors (phone_number, name) values ('+12005550100', 'Ada'), ('+12005550101', 'Grace'), ('+12005550102', null);
            select outlier.open_review(phone_number, null, null, '<b>Wrong number</b>', 'wrong number', opened, opened)
            from (
              values ('+12005550101', now() - interval '1 hour'), ('+12005550100', now() - interval '2 days'), ('+12005550102', now())
            ) as reviews (phone_number, opened);
            -- Two reviews of one weekend would be due at the same time, so the test sets the times itself.
            update outlier.consent_reviews set due_at = opened_at + interval '14 days';
            """);
    }

    [TearDown]
    public async Task Close() => await room.DisposeAsync();

    [Test]
    [Category("POST-/desk/reviews/{id}")]
    public async Task An_editor_decides_each_with_one_key_the_oldest_first()
    {
        await using var screen = await room.ScreenAsync("editor");
        await screen.GoAsync("Reviews", "Reviews");
        await Expect(screen.Page.Locator("#page h2")).ToHaveTextAsync(["Ada", "Grace", "+12005550102"]);
        await Expect(screen.Page.Locator("#page .text").First).ToHaveTextAsync("<b>Wrong number</b>");
        await screen.Window.Keyboard.PressAsync("k");
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Ada keeps getting texts.");
        await Expect(screen.Page.Locator("#page h2")).ToHaveTextAsync(["Grace", "+12005550102"]);
        await screen.Window.Keyboard.PressAsync("o");
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Grace gets no more texts.");
        await Expect(screen.Button("Undo")).ToHaveCountAsync(0);
        await screen.Button("Keep texting").ClickAsync();
        await Expect(screen.Page.Locator("#page")).ToContainTextAsync("No message waits for a decision.");
        var decided = await room.Newsroom.ReadAsync<string>(
            "select string_agg(r.decision || ' ' || a.unsubscribed || ' ' || r.decided_by, ', ' order by r.phone_number) from outlier.consent_reviews as r join outlier.authors as a using (phone_number)");
        Assert.That(decided, Is.EqualTo("keep false the editor, opt_out true the editor, keep false the editor"));
    }

    [Test]
    public async Task All_are_decided_with_the_keyboard_alone()
    {
        await using var screen = await room.ScreenAsync("editor");
        await screen.Heading("Today").WaitForAsync();
        await screen.TabToAsync(screen.Page.GetByRole(AriaRole.Link, new FrameGetByRoleOptions { Name = "Review them" }));
        await screen.Window.Keyboard.PressAsync("Enter");
        await Expect(screen.Heading("Reviews")).ToBeFocusedAsync();
        foreach (var (key, name) in new[] { ("o", "Ada"), ("k", "Grace"), ("k", "+12005550102") })
        {
            await screen.Window.Keyboard.PressAsync(key);
            await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync(name);
        }

        await Expect(screen.Page.Locator("#page")).ToContainTextAsync("No message waits for a decision.");
        Assert.That(await room.Newsroom.ReadAsync<string>("select string_agg(decision, ' ' order by phone_number) from outlier.consent_reviews"), Is.EqualTo("opt_out keep keep"));
    }

    [Test]
    [Category("POST-/desk/reviews/{id}")]
    public async Task A_sender_takes_an_opt_out_back()
    {
        await using var screen = await room.ScreenAsync("sender");
        await screen.GoAsync("Reviews", "Reviews");
        await screen.Window.Keyboard.PressAsync("o");
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Ada gets no more texts.");
        await screen.Button("Undo").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("This person gets texts again.");
        Assert.That(await room.Newsroom.ReadAsync<bool>("select unsubscribed from outlier.authors where name = 'Ada'"), Is.False);
    }

    [Test]
    [Category("GET-/desk/reviews")]
    public async Task A_viewer_reads_them_and_no_key_decides()
    {
        await using var screen = await room.ScreenAsync("viewer");
        await screen.GoAsync("Reviews", "Reviews");
        await Expect(screen.Page.Locator("#page h2")).ToHaveCountAsync(3);
        await Expect(screen.Page.Locator("#page button, #page [data-key]")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task The_page_is_clean_at_each_width_light_and_dark([Values(320, 1280)] int width, [Values] bool dark)
    {
        await using var screen = await room.ScreenAsync("editor", new Look(width, dark));
        await screen.GoAsync("Reviews", "Reviews");
        await screen.CheckAsync("reviews");
    }
}
