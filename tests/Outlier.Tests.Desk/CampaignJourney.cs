using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Outlier.Tests.Desk;

/// <summary>
/// Checks campaigns on the page: a campaign by labels, a campaign by a messy file, and the steps on existing campaigns.
/// </summary>
public sealed class CampaignJourney
{
    private const string Water = "0e72038c-52f1-4e3b-9705-26b8d6c0b818";
    private const string Air = "7d3ac1b6-3c0b-4d8c-8c1a-3a8a4b1f2c55";
    private DeskRoom room = null!;

    [SetUp]
    public async Task Open()
    {
        room = await DeskRoom.OpenAsync();
        await room.Newsroom.RunAsync(
            $"""
             insert into outlier.labels (id, name) values ('{Water}', 'Water'), ('{Air}', 'Air');
             insert into outlier.authors (phone_number, name) values ('+12005550100', 'Ada'), ('+12005550101', 'Ben'), ('+12005550102', null);
             insert into outlier.conversations (id) select md5(phone_number)::uuid from outlier.authors;
             insert into outlier.conversations_authors select md5(phone_number)::uuid, phone_number from outlier.authors;
             insert into outlier.conversations_labels (conversation_id, label_id) select id, '{Water}' from outlier.conversations;
             insert into outlier.conversations_labels (conversation_id, label_id) values (md5('+12005550101')::uuid, '{Air}');
             update outlier.settings set test_numbers = '{"{+13135550142}"}';
             """);
    }

    [TearDown]
    public async Task Close() => await room.DisposeAsync();

    [Test]
    [Category("POST-/desk/broadcasts/{id}/cancel"), Category("POST-/desk/campaigns"), Category("POST-/desk/campaigns/{id}")]
    [Category("POST-/desk/campaigns/audience"), Category("POST-/desk/campaigns/recipient-count"), Category("POST-/desk/campaigns/preview")]
    [Category("POST-/desk/campaigns/{id}/cancel")]
    public async Task An_editor_makes_one_by_labels_sees_how_many_it_reaches_and_changes_it()
    {
        await using var screen = await room.ScreenAsync("editor");
        await screen.GoAsync("Campaigns", "Campaigns");
        await screen.GoAsync("New campaign by labels", "New campaign by labels");
        await screen.Label("Title").FillAsync("Spring water");
        await screen.Label("People with the label").SelectOptionAsync("Water");
        await Expect(screen.Text("3 people would get it now.")).ToBeVisibleAsync();
        await screen.Button("Ask for another label too").ClickAsync();
        await screen.Label("and also the label").SelectOptionAsync("Air");
        await Expect(screen.Text("1 person would get it now.")).ToBeVisibleAsync();
        await screen.Button("Remove this label").Nth(1).ClickAsync();
        await Expect(screen.Text("3 people would get it now.")).ToBeVisibleAsync();
        await screen.Button("Leave people out").ClickAsync();
        await screen.Label("People with the label").Nth(1).SelectOptionAsync("Air");
        await Expect(screen.Text("2 people would get it now.")).ToBeVisibleAsync();
        await screen.Label("Text").FillAsync("Is your water clear?");
        await screen.Label("Date and time").FillAsync("2030-06-03T10:00");
        await screen.Button("Preview").ClickAsync();
        await Expect(screen.Text("+12005550100 Ada")).ToBeVisibleAsync();
        await screen.CheckAsync("campaign new preview");
        Assert.That(await room.Newsroom.ReadAsync<long>("select count(*) from outlier.campaigns"), Is.Zero, "nothing is made before Create");
        await screen.Button("Create").ClickAsync();
        await screen.Heading("Spring water").WaitForAsync();
        Assert.That(screen.Page.Url, Does.EndWith("#campaigns/" + await room.Newsroom.ReadAsync<long>("select id from outlier.campaigns")));
        var made = await room.Newsroom.ReadAsync<string>("select recipient_count || ' ' || run_at::text || ' ' || (segments -> 'excluded')::text from outlier.campaigns");
        Assert.That(made, Does.StartWith("2 2030-06-03 14:00:00").And.Contain(Air), "10:00 in Detroit");

        await screen.Label("Title").FillAsync("Summer water");
        await screen.Button("Save").ClickAsync();
        await screen.Heading("Summer water").WaitForAsync();
        await screen.CheckAsync("campaign scheduled");
        await screen.OpenAsync("Cancel…");
        await screen.Button("Yes, cancel it").ClickAsync();
        await Expect(screen.Page.Locator(".batch").GetByRole(AriaRole.Status)).ToContainTextAsync("Cancelled.");
    }

    [Test]
    [Category("POST-/desk/campaigns/inspect-file"), Category("POST-/desk/campaigns/file")]
    public async Task A_messy_file_is_looked_at_line_by_line_before_anything_is_made()
    {
        const string File = "Residents of Ward 3\n\nName;Home Phone;Cell Phone\nAda;(200) 555-0100;200.555.0110\nBen;200-555-0101;none\nCy;555;2005550110\n";
        await using var screen = await room.ScreenAsync("editor");
        await screen.GoAsync("Campaigns", "Campaigns");
        await screen.GoAsync("New campaign by file", "New campaign by file");
        await screen.Label("CSV file with one phone number per line").SetInputFilesAsync(new FilePayload { Name = "ward 3.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(File) });
        await Expect(screen.Page.Locator("#inspection .problem")).ToContainTextAsync("Home Phone");
        await screen.CheckAsync("campaign file unclear");
        await screen.Label("Column with phone numbers").SelectOptionAsync("Cell Phone");
        await Expect(screen.Text("1 of 3 lines will be texted.")).ToBeVisibleAsync();
        await Expect(screen.Text("1: the same number as an earlier line")).ToBeVisibleAsync();
        await screen.CheckAsync("campaign file");
        Assert.That(await room.Newsroom.ReadAsync<long>("select count(*) from outlier.campaigns"), Is.Zero, "nothing is made before Create");
        await screen.Label("Title").FillAsync("Ward 3");
        await screen.Label("Text").FillAsync("The bridge is closed.");
        await screen.Label("Date and time").FillAsync("2030-06-03T10:00");
        await screen.Button("Create").ClickAsync();
        await screen.Heading("Ward 3").WaitForAsync();
        Assert.That(await room.Newsroom.ReadAsync<string>("select string_agg(phone_number || verdict, ' ' order by line) from outlier.campaign_file_recipients where verdict = 'accepted'"), Is.EqualTo("+12005550110accepted"));
        Assert.That(await room.Newsroom.ReadAsync<string>("select delay || ' ' || send_within::text || run_at::text from outlier.campaigns"), Does.StartWith("600 48:00:002030-06-03 14:00:00"));
    }

    /// <summary>Makes each click of sections 3 and 4 of docs/tutorials/first-campaign.md.</summary>
    [Test]
    public async Task The_sample_file_of_the_tutorial_becomes_a_campaign([Values] bool hasOwnTexts)
    {
        await using var screen = await room.ScreenAsync("editor");
        await screen.GoAsync("Campaigns", "Campaigns");
        await screen.GoAsync("New campaign by file", "New campaign by file");
        await screen.Label("CSV file with one phone number per line").SetInputFilesAsync(Repository.PathTo("docs", "tutorials", "personalized-campaign.csv"));
        await Expect(screen.Text("6 of 9 lines will be texted.")).ToBeVisibleAsync();
        await Expect(screen.Label("Column with texts")).ToHaveValueAsync("message");
        if (!hasOwnTexts)
        {
            await screen.Label("Column with texts").SelectOptionAsync("none");
            // The line without a text is a person, too.
            await Expect(screen.Text("7 of 9 lines will be texted.")).ToBeVisibleAsync();
            await screen.Label("Text").FillAsync("The bridge is closed.");
        }

        await screen.Label("Date and time").FillAsync("2030-06-03T10:00");
        await screen.Button("Create").ClickAsync();
        await screen.Button("Save").WaitForAsync();
        Assert.That(
            await room.Newsroom.ReadAsync<string>("select format('%s %s', recipient_count, is_personalized) from outlier.batches where kind = 'campaign'"),
            Is.EqualTo(hasOwnTexts ? "6 t" : "7 f"));
    }

    [Test]
    [Category("POST-/desk/broadcasts/{id}/unreached"), Category("GET-/desk/campaigns"), Category("GET-/desk/campaigns/list")]
    [Category("POST-/desk/campaigns/{id}/unreached"), Category("GET-/desk/results/campaigns/{id}")]
    [Category("GET-/desk/results/campaigns/{id}/recipients")]
    public async Task A_list_is_searched_and_a_past_one_is_repeated_for_whom_it_did_not_reach()
    {
        await room.Newsroom.RunAsync(
            $"""
             update outlier.settings set max_texts_per_day = 100, sending_stopped = true;
             insert into outlier.campaigns (title, first_message, segments, run_at)
             select title, 'Hello ' || title, '{"{"}"included": {"{"}"id": "{Water}"{"}"}{"}"}', now() + interval '1 day' from unnest('{"{Bridge,Harbor}"}'::text[]) as title;
             select outlier.queue_campaign_messages(id) from outlier.campaigns where title = 'Bridge';
             select outlier.cancel_batch(id) from outlier.campaigns where title = 'Bridge';
             """);
        await using var screen = await room.ScreenAsync("editor");
        await screen.GoAsync("Campaigns", "Campaigns");
        await screen.CheckAsync("campaigns");
        await screen.Label("Search titles and texts").PressSequentiallyAsync("harb");
        await Expect(screen.Page.GetByRole(AriaRole.Link, new FrameGetByRoleOptions { Name = "Bridge" })).ToHaveCountAsync(0);
        await Expect(screen.Page.GetByRole(AriaRole.Link, new FrameGetByRoleOptions { Name = "Harbor" })).ToHaveCountAsync(1);
        await screen.Label("Search titles and texts").FillAsync("");
        await screen.GoAsync("Bridge", "Bridge");
        await screen.CheckAsync("campaign cancelled");
        var download = await screen.Window.RunAndWaitForDownloadAsync(() => screen.Button("Download who got what (CSV)").ClickAsync());
        Assert.That(download.SuggestedFilename, Does.StartWith("campaign-").And.EndWith("-recipients.csv"));
        Assert.That(await File.ReadAllTextAsync(await download.PathAsync()), Does.Contain("+12005550100"));
        await screen.Page.Locator("#page").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Results" }).ClickAsync();
        await screen.Heading("Step by step").WaitForAsync();
        await screen.CheckAsync("results cancelled");
        await screen.OpenAsync("Text them again…");
        await screen.Label("Date and time").FillAsync("2030-06-03T10:00");
        await screen.Button("Create the campaign").ClickAsync();
        await screen.Heading("Not reached by \"Bridge\"").WaitForAsync();
        await screen.Page.EvaluateAsync("() => history.back()");
        await screen.Heading("Step by step").WaitForAsync();
        await screen.OpenAsync("Text them again…");
        await screen.Label("Date and time").FillAsync("2030-06-04T10:00");
        await screen.Button("Create the campaign").ClickAsync();
        await Expect(screen.Text("This campaign was created before, so no second one is created.")).ToBeVisibleAsync();
        Assert.That(await room.Newsroom.ReadAsync<long>("select count(*) from outlier.campaigns where title like 'Not reached%'"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_file_is_dropped_on_the_page()
    {
        await using var screen = await room.ScreenAsync("editor");
        await screen.GoAsync("Campaigns", "Campaigns");
        await screen.GoAsync("New campaign by file", "New campaign by file");
        var file = await screen.Page.EvaluateHandleAsync(
            """
            () => {
              const data = new DataTransfer();
              data.items.add(new File(['Phone\n(200) 555-0100\n2005550101\n'], 'dropped.csv', { type: 'text/csv' }));
              return data;
            }
            """);
        var place = screen.Page.Locator("[data-drop]");
        await place.DispatchEventAsync("dragover", new { dataTransfer = file });
        await Expect(place).ToHaveClassAsync("over");
        await place.DispatchEventAsync("drop", new { dataTransfer = file });
        await Expect(screen.Text("2 of 2 lines will be texted.")).ToBeVisibleAsync();
        await Expect(place).Not.ToHaveClassAsync("over");
        await screen.Label("Text").FillAsync("Hello");
        await screen.Label("Title").FillAsync("Dropped");
        await screen.Label("Date and time").FillAsync("2030-06-03T10:00");
        await screen.Button("Create").ClickAsync();
        await screen.Heading("Dropped").WaitForAsync();
        Assert.That(await room.Newsroom.ReadAsync<long>("select recipient_count::bigint from outlier.campaigns"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_long_upload_shows_how_far_it_is()
    {
        await using var screen = await room.ScreenAsync("editor");
        await screen.GoAsync("Campaigns", "Campaigns");
        await screen.GoAsync("New campaign by file", "New campaign by file");
        var network = await screen.Window.Context.NewCDPSessionAsync(screen.Window);
        await network.SendAsync("Network.enable");
        await network.SendAsync(
            "Network.emulateNetworkConditions",
            new Dictionary<string, object>(StringComparer.Ordinal) { ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = 100_000 });
        // Records each state of the progress bar.
        await screen.Page.EvaluateAsync(
            """
            () => {
              window.shown = [];
              const bar = document.querySelector('progress[data-upload]');
              new MutationObserver(() => { if (!bar.hidden) window.shown.push(bar.position); }).observe(bar, { attributes: true });
            }
            """);
        var file = "Phone\n" + string.Concat(Enumerable.Range(0, 30_000).Select(line => $"200555{line % 100 + 100:0000}\n"));
        await screen.Label("CSV file with one phone number per line").SetInputFilesAsync(new FilePayload { Name = "long.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(file) });
        await Expect(screen.Text("100 of 30,000 lines will be texted.")).ToBeVisibleAsync();
        await Expect(screen.Page.Locator("progress[data-upload]")).ToBeHiddenAsync();
        var shown = await screen.Page.EvaluateAsync<double[]>("() => window.shown");
        Assert.That(shown.Where(part => part is > 0 and < 1), Is.Not.Empty, "a part of it");
        Assert.That(shown, Does.Contain(-1), "and that the file is being read");
    }

    [Test]
    public async Task One_is_made_by_file_with_the_keyboard_alone()
    {
        await using var screen = await room.ScreenAsync("editor");
        await screen.Heading("Today").WaitForAsync();
        await screen.TabToAsync(screen.Page.GetByRole(AriaRole.Link, new FrameGetByRoleOptions { Name = "Campaigns", Exact = true }).First);
        await screen.Window.Keyboard.PressAsync("Enter");
        await Expect(screen.Heading("Campaigns")).ToBeFocusedAsync();
        await screen.TabToAsync(screen.Page.GetByRole(AriaRole.Link, new FrameGetByRoleOptions { Name = "New campaign by file", Exact = true }));
        await screen.Window.Keyboard.PressAsync("Enter");
        await Expect(screen.Heading("New campaign by file")).ToBeFocusedAsync();
        await screen.TabToAsync(screen.Label("Title"));
        await screen.Window.Keyboard.TypeAsync("Ward 3");
        // Playwright does not wait until the browser reports file choosers. So the test waits for the chooser long
        // before it opens one.
        var choosing = screen.Window.WaitForFileChooserAsync();
        await screen.TabToAsync(screen.Label("CSV file with one phone number per line"));
        await screen.Window.Keyboard.PressAsync("Space");
        var chooser = await choosing;
        await chooser.SetFilesAsync(new FilePayload { Name = "ward 3.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("Home Phone;Cell Phone\n2005550100;2005550101\n") });
        await Expect(screen.Page.Locator("#inspection .problem")).ToBeVisibleAsync();
        await screen.TabToAsync(screen.Label("Column with phone numbers"));
        await screen.Window.Keyboard.TypeAsync("Cell");
        await Expect(screen.Text("1 of 1 lines will be texted.")).ToBeVisibleAsync();
        await screen.TabToAsync(screen.Label("Text"));
        await screen.Window.Keyboard.TypeAsync("The bridge is closed.");
        await screen.TabToAsync(screen.Label("Date and time"));
        await screen.TypeTimeAsync("06032030", "1000AM");
        await screen.TabToAsync(screen.Button("Create"));
        await screen.Window.Keyboard.PressAsync("Enter");
        await Expect(screen.Heading("Ward 3")).ToBeVisibleAsync();
        Assert.That(await room.Newsroom.ReadAsync<string>("select phone_number from outlier.campaign_file_recipients"), Is.EqualTo("+12005550101"));
    }

    [Test]
    [Category("GET-/desk/campaigns/{id}")]
    public async Task A_viewer_sees_a_campaign_and_no_button_that_changes_it()
    {
        await room.Newsroom.RunAsync($"insert into outlier.campaigns (title, first_message, segments, run_at) values ('Bridge', 'Hello', '{"{"}\"included\": {"{"}\"id\": \"{Water}\"{"}"}{"}"}', now() + interval '1 day')");
        await using var screen = await room.ScreenAsync("viewer", new Look(320));
        await screen.GoAsync("Campaigns", "Campaigns");
        await Expect(screen.Page.GetByRole(AriaRole.Link, new FrameGetByRoleOptions { Name = "New campaign by labels" })).ToHaveCountAsync(0);
        await screen.GoAsync("Bridge", "Bridge");
        await Expect(screen.Text("For people with Water.")).ToBeVisibleAsync();
        await Expect(screen.Page.Locator("#page button:visible")).ToHaveTextAsync(["Download who got what (CSV)"]);
        await screen.CheckAsync("campaign of a viewer");
    }

    [Test]
    [Category("GET-/desk/campaigns/new"), Category("GET-/desk/campaigns/new-file")]
    public async Task The_forms_are_clean_at_each_width_light_and_dark([Values(320, 1280)] int width, [Values] bool dark)
    {
        await using var screen = await room.ScreenAsync("sender", new Look(width, dark));
        await screen.GoAsync("Campaigns", "Campaigns");
        await screen.GoAsync("New campaign by labels", "New campaign by labels");
                await screen.CheckAsync("campaign new");
        await screen.GoAsync("Campaigns", "Campaigns");
        await screen.GoAsync("New campaign by file", "New campaign by file");
        await screen.CheckAsync("campaign new file");
    }
}
