using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Outlier.Tests.Desk;

/// <summary>
/// Checks how the page shows why a person was not texted, and how a user records the person's consent.
/// </summary>
public sealed class PersonJourney
{
    private const string Marked = "<b>Ada</b>";
    private DeskRoom room = null!;

    [SetUp]
    public async Task Open()
    {
        room = await DeskRoom.OpenAsync();
        await room.Newsroom.RunAsync(
            """
            insert into outlier.authors (phone_number, name) values ('+12005550100', '<b>Ada</b>'), ('+12005550150', 'Grace');
            update outlier.authors set unsubscribed = true where phone_number = '+12005550150';
            update outlier.consent_events set words = '<i>stop</i>', source = 'message';
            """);
        await room.Newsroom.BroadcastAsync(3, "<u>Hello</u>", "And?");
        await room.Newsroom.UntilAsync("(select count(*) = 3 from outlier.message_statuses)");
    }

    [TearDown]
    public async Task Close() => await room.DisposeAsync();

    [Test]
    [Category("GET-/desk/person/{digits}")]
    public async Task A_viewer_finds_out_what_somebody_got_and_why_another_got_nothing()
    {
        await using var screen = await room.ScreenAsync("viewer");
        await FindAsync(screen, "(200) 555-0100");
        // The page must show texts from strangers unchanged.
        await Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = Marked })).ToContainTextAsync("may be texted");
        await Expect(screen.Page.Locator("#page")).ToContainTextAsync("<u>Hello</u>");
        await Expect(screen.Page.Locator("#page")).ToContainTextAsync("Texted, or waiting to be texted.");
        await Expect(screen.Page.Locator("#page b, #page u, #page i")).ToHaveCountAsync(0);

        await FindAsync(screen, "+1 200 555 0150");
        await Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = "Grace" })).ToContainTextAsync("opted out");
        await Expect(screen.Page.Locator("#page")).ToContainTextAsync("They opted out.");
        await Expect(screen.Page.Locator("#page")).ToContainTextAsync("<i>stop</i>");
        await Expect(screen.Page.Locator("#page summary")).ToHaveCountAsync(0);
    }

    [Test]
    [Category("GET-/desk/person")]
    public async Task A_number_that_is_none_is_refused_beside_its_field()
    {
        await using var screen = await room.ScreenAsync("viewer");
        screen.ExpectsRefusals = true;
        await screen.GoAsync("Person", "Person");
        await screen.Label("Phone number").FillAsync("555-0100");
        await screen.Button("Find").ClickAsync();
        await Expect(screen.Page.Locator("form .error")).ToContainTextAsync("The area code is missing.");
        await screen.Label("Phone number").FillAsync("+12005550177");
        await screen.Label("Phone number").PressAsync("Enter");
        await Expect(screen.Page.Locator("form .error")).ToContainTextAsync("This phone number is not in the audience.");
        await screen.CheckAsync("person not found");
    }

    [Test]
    [Category("POST-/desk/person/{digits}")]
    public async Task A_sender_opts_somebody_out_and_takes_it_back()
    {
        await using var screen = await room.ScreenAsync("sender");
        await FindAsync(screen, "+12005550100");
        await screen.OpenAsync("Opt out…");
        await screen.Label("Reason").FillAsync("They called us");
        await screen.CheckAsync("person opt out");
        await screen.Button("Yes, opt them out").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("This person gets no more texts.");
        await Expect(screen.Page.Locator("#page")).ToContainTextAsync("by somebody of the team: the sender");
        Assert.That(await UnsubscribedAsync(), Is.True);
        await screen.Button("Undo").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("This person gets texts again.");
        Assert.That(await UnsubscribedAsync(), Is.False);
    }

    [Test]
    public async Task Inside_Missive_the_selected_conversation_chooses_the_person()
    {
        var ada = Guid.NewGuid();
        var group = Guid.NewGuid();
        await room.Newsroom.RunAsync(
            $"""
             insert into outlier.conversations (id) values ('{ada}'), ('{group}');
             insert into outlier.conversations_authors values ('{ada}', '+12005550100'), ('{group}', '+12005550100'), ('{group}', '+12005550150');
             """);
        await using var screen = await MissiveStandIn.OpenAsync(room.Executor.Address, await room.TokenAsync("viewer"));
        await screen.Heading("Today").WaitForAsync();
        await screen.GoAsync("Person", "Person");
        await MissiveStandIn.SelectAsync(screen, ada);
        await Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = Marked })).ToContainTextAsync("may be texted");
        await MissiveStandIn.SelectAsync(screen, group);
        await Expect(screen.Page.Locator("#page .list a")).ToHaveTextAsync([Marked, "Grace"]);
        await screen.CheckAsync("person of a group");
        await screen.Page.GetByText("Grace").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = "Grace" })).ToContainTextAsync("opted out");
        await screen.GoAsync("Person", "Person");
        await MissiveStandIn.SelectAsync(screen, Guid.NewGuid());
        await Expect(screen.Page.Locator("#page .warning")).ToContainTextAsync("Nobody in the selected conversation");
    }

    [Test]
    [Category("POST-/desk/person/{digits}")]
    public async Task An_editor_opts_out_and_may_not_opt_in()
    {
        await using var screen = await room.ScreenAsync("editor");
        await FindAsync(screen, "+12005550100");
        await screen.OpenAsync("Opt out…");
        await screen.Label("Reason").FillAsync("They called us");
        await screen.Label("Reason").PressAsync("Enter");
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("This person gets no more texts.");
        await Expect(screen.Button("Undo")).ToHaveCountAsync(0);
        await Expect(screen.Page.Locator("#page summary")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task The_page_is_clean_at_each_width_light_and_dark([Values(320, 1280)] int width, [Values] bool dark)
    {
        await using var screen = await room.ScreenAsync("sender", new Look(width, dark));
        await FindAsync(screen, "+12005550100");
        await screen.CheckAsync("person");
    }

    private static async Task FindAsync(Screen screen, string number)
    {
        await screen.GoAsync("Person", "Person");
        await screen.Label("Phone number").FillAsync(number);
        await screen.Button("Find").ClickAsync();
        await screen.Heading("Consent").WaitForAsync();
    }

    private Task<bool> UnsubscribedAsync() => room.Newsroom.ReadAsync<bool>("select unsubscribed from outlier.authors where phone_number = '+12005550100'");
}
