using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Outlier.Tests.Desk;

/// <summary>Checks the steps on one campaign: test, approval, pause, and duplication.</summary>
public sealed class ApprovalJourney
{
    private const string Water = "0e72038c-52f1-4e3b-9705-26b8d6c0b818";
    private DeskRoom room = null!;

    [SetUp]
    public async Task Open()
    {
        room = await DeskRoom.OpenAsync();
        await room.Newsroom.RunAsync(
            $"""
             insert into outlier.labels (id, name) values ('{Water}', 'Water');
             insert into outlier.authors (phone_number) values ('+12005550100'), ('+12005550101');
             insert into outlier.conversations (id) select md5(phone_number)::uuid from outlier.authors;
             insert into outlier.conversations_authors select md5(phone_number)::uuid, phone_number from outlier.authors;
             insert into outlier.conversations_labels (conversation_id, label_id) select id, '{Water}' from outlier.conversations;
             insert into outlier.authors (phone_number) values ('+13135550142');
             update outlier.settings set test_numbers = '{"{+13135550142}"}', approval_threshold = 1;
             """);
    }

    [TearDown]
    public async Task Close() => await room.DisposeAsync();

    [Test]
    [Category("POST-/desk/broadcasts/{id}/approve"), Category("POST-/desk/campaigns/{id}/approve")]
    public async Task Another_sender_approves_what_an_editor_wrote()
    {
        await MakeAsync();
        await using var screen = await room.ScreenAsync("sender");
        await screen.GoAsync("Campaigns", "Campaigns");
        await screen.GoAsync("Bridge", "Bridge");
        await screen.CheckAsync("campaign waits for approval");
        await screen.Button("Approve").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("You approved exactly this content.");
        await Expect(screen.Text("token the sender approved this text on")).ToBeVisibleAsync();
        Assert.That(await room.Newsroom.ReadAsync<long>("select count(*) from outlier.approvals"), Is.EqualTo(1));
    }

    [Test]
    [Category("POST-/desk/broadcasts/{id}/test"), Category("POST-/desk/campaigns/{id}/test")]
    public async Task A_test_goes_to_the_numbers_that_are_chosen()
    {
        await MakeAsync();
        await using var screen = await room.ScreenAsync("editor");
        await screen.GoAsync("Campaigns", "Campaigns");
        await screen.GoAsync("Bridge", "Bridge");
        await screen.OpenAsync("Test send…");
        await screen.Label("+13135550142").CheckAsync();
        await screen.Button("Send the test").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The test is on its way.");
        await Expect(screen.Button("Approve")).ToHaveCountAsync(0);
    }

    [Test]
    [Category("GET-/desk/campaigns/{id}/card"), Category("POST-/desk/campaigns/{id}/pause"), Category("POST-/desk/campaigns/{id}/resume")]
    public async Task A_campaign_is_paused_and_goes_on_from_its_own_page()
    {
        var id = await MakeAsync();
        await room.Newsroom.RunAsync($"update outlier.settings set sending_stopped = true, approval_threshold = null; select outlier.queue_campaign_messages({id})");
        await using var screen = await room.ScreenAsync("sender");
        await screen.GoAsync("Campaigns", "Campaigns");
        await screen.GoAsync("Bridge", "Bridge");
        await screen.Button("Pause").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Paused.");
        await screen.CheckAsync("campaign paused");
        await screen.Button("Resume").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Sending continues where it stopped.");
        await room.Newsroom.RunAsync("select outlier.resume_all_sending()");
        await Expect(screen.Text("2 of 2 people texted.")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    [Test]
    [Category("POST-/desk/campaigns/{id}/duplicate")]
    public async Task A_campaign_is_duplicated_for_another_time()
    {
        await MakeAsync();
        await using var screen = await room.ScreenAsync("editor");
        await screen.GoAsync("Campaigns", "Campaigns");
        await screen.GoAsync("Bridge", "Bridge");
        await screen.OpenAsync("Duplicate…");
        await screen.Page.Locator("#again").FillAsync("2030-07-01T09:30");
        await screen.Button("Create the copy").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The copy is created.");
        Assert.That(await room.Newsroom.ReadAsync<string>("select string_agg(title, ' ') || count(distinct run_at) from outlier.campaigns"), Is.EqualTo("Bridge Bridge2"));
    }

    private Task<long> MakeAsync() => room.Newsroom.ReadAsync<long>(
        $"""
         insert into outlier.campaigns (title, first_message, segments, run_at, recipient_count)
         values ('Bridge', 'The bridge is closed.', '{"{"}"included": {"{"}"id": "{Water}"{"}"}{"}"}', now() + interval '1 day', 2) returning id
         """);
}
