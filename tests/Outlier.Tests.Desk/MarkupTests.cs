using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Outlier.Tests.Desk;

/// <summary>Checks that every page shows markup in texts from strangers as plain text.</summary>
public sealed class MarkupTests
{
    private const string Planted = """<img src=x onerror=planted=1><script>planted=1</script>"'&lt;b&gt;""";
    private const string Label = "0e72038c-52f1-4e3b-9705-26b8d6c0b818";
    private DeskRoom room = null!;
    private long broadcast;
    private long campaign;

    [OneTimeSetUp]
    public async Task Plant()
    {
        room = await DeskRoom.OpenAsync();
        broadcast = await room.Newsroom.BroadcastAsync(2, Sql);
        await room.Newsroom.UntilAsync("(select count(*) = 2 from outlier.message_statuses)");
        await room.Newsroom.RunAsync(
            $"""
             update outlier.authors set name = '{Sql}';
             update outlier.audience_segments set name = '{Sql}', description = '{Sql}';
             insert into outlier.labels (id, name) values ('{Label}', '{Sql}');
             insert into outlier.conversations (id) select md5(phone_number)::uuid from outlier.authors;
             insert into outlier.conversations_authors select md5(phone_number)::uuid, phone_number from outlier.authors;
             insert into outlier.conversations_labels (conversation_id, label_id) select id, '{Label}' from outlier.conversations;
             select outlier.report_incident('planted', '{Sql}', '{Sql}', null, now());
             select outlier.open_review('+12005550100', null, md5('+12005550100')::uuid, '{Sql}', '{Sql}', now(), now());
             insert into outlier.lookup_templates (name, content) values ('planted', '{Sql}') on conflict do nothing;
             insert into outlier.broadcast_settings (mon) values ('10:00');
             """);
        campaign = await room.Newsroom.ReadAsync<long>(
            $"""
             insert into outlier.campaigns (title, first_message, second_message, segments, run_at)
             values ('{Sql}', '{Sql}', '{Sql}', '{"{"}"included": {"{"}"id": "{Label}"{"}"}{"}"}', now() + interval '1 day') returning id
             """);
    }

    [OneTimeTearDown]
    public async Task Close() => await room.DisposeAsync();

    [TestCase("today")]
    [TestCase("broadcast")]
    [TestCase("campaigns")]
    [TestCase("campaigns/{campaign}")]
    [TestCase("campaigns/new")]
    [TestCase("results/broadcast/{broadcast}")]
    [TestCase("results/campaign/{campaign}")]
    [TestCase("reviews")]
    [TestCase("person/12005550100")]
    [TestCase("settings")]
    [Category("GET-/desk")]
    public async Task Planted_markup_is_shown_as_it_was_written(string page)
    {
        var address = page.Replace("{campaign}", $"{campaign}", StringComparison.Ordinal).Replace("{broadcast}", $"{broadcast}", StringComparison.Ordinal);
        await using var screen = await room.ScreenAsync("sender");
        await screen.GoAsync("Results", "Results");
        var answered = screen.Window.WaitForResponseAsync(response => response.Url.EndsWith("/desk/" + address, StringComparison.Ordinal));
        await screen.Page.EvaluateAsync("address => { location.hash = address; }", address);
        var text = await (await answered).TextAsync();
        Assert.That(text, Does.Not.Contain("<img").And.Not.Contain("<script"), "the answer");
        Assert.That(text, Does.Contain("onerror=planted=1"), "what was planted is on the page");
        await Expect(screen.Page.Locator("#page h1")).ToBeVisibleAsync();
        Assert.That(await screen.Page.Locator("#page img, #page script").CountAsync(), Is.Zero);
        Assert.That(await screen.Page.EvaluateAsync<bool>("() => 'planted' in window"), Is.False);
    }

    [Test]
    [Category("POST-/desk/campaigns/inspect-file")]
    public async Task A_file_with_markup_is_shown_as_it_was_written()
    {
        await using var screen = await room.ScreenAsync("editor");
        await screen.GoAsync("Campaigns", "Campaigns");
        await screen.GoAsync("New campaign by file", "New campaign by file");
        await screen.Label("CSV file with one phone number per line").SetInputFilesAsync(new FilePayload
        {
            Name = "<img src=x>.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes("phone;<img src=x onerror=planted=1>;message\n<script>planted=1</script>;b;<img src=x onerror=planted=1>\n+12005550100;b;Hello\n"),
        });
        await Expect(screen.Page.Locator("#inspection table")).ToContainTextAsync("<script>planted=1</script>");
        await Expect(screen.Page.Locator("#inspection table")).ToContainTextAsync("<img src=x onerror=planted=1>");
        Assert.That(await screen.Page.Locator("#page img, #page script").CountAsync(), Is.Zero);
        Assert.That(await screen.Page.EvaluateAsync<bool>("() => 'planted' in window"), Is.False);
    }

    private static string Sql => Planted.Replace("'", "''", StringComparison.Ordinal);
}
