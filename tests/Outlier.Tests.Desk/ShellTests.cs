using System.Net;
using System.Net.Http.Headers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Outlier.Tests.Desk;

/// <summary>Checks the public files, how a token is stored and removed, and the page inside Missive.</summary>
public sealed class ShellTests
{
    private DeskRoom room = null!;

    [OneTimeSetUp]
    public async Task Open() => room = await DeskRoom.OpenAsync(("Desk:FrameAncestors", "https://*.missiveapp.com, https://intranet.example.org"));

    [OneTimeTearDown]
    public async Task Close() => await room.DisposeAsync();

    [Test]
    [Category("GET-/desk")]
    public async Task The_shell_says_who_may_frame_it_lets_no_script_in_and_sets_no_cookie()
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(room.Executor.Address, "/desk/"));
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(policy, Does.Contain("frame-ancestors https://*.missiveapp.com https://intranet.example.org").And.Contain("default-src 'none'"));
            Assert.That(policy, Does.Not.Contain("unsafe"));
            Assert.That(answer.Headers.Contains("Set-Cookie"), Is.False);
        });
    }

    [Test]
    [Category("GET-/desk/assets/{file}")]
    public async Task Its_files_are_kept_by_the_browser_under_an_address_that_names_their_content()
    {
        using var client = new HttpClient();
        var shell = await client.GetStringAsync(new Uri(room.Executor.Address, "/desk/"));
        var addresses = System.Text.RegularExpressions.Regex.Matches(shell, "/desk/assets/[^\"]+").Select(match => match.Value).ToList();
        Assert.That(addresses, Has.Count.EqualTo(3));
        foreach (var address in addresses)
        {
            using var answer = await client.GetAsync(new Uri(room.Executor.Address, address));
            Assert.That(answer.Headers.CacheControl!.ToString(), Is.EqualTo("public, max-age=31536000, immutable"), address);
            using var stale = await client.GetAsync(new Uri(room.Executor.Address, address.Split('?')[0]));
            Assert.That(stale.Headers.CacheControl!.NoCache, Is.True, address);
        }

        using var missing = await client.GetAsync(new Uri(room.Executor.Address, "/desk/assets/nothing.js"));
        Assert.That(missing.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    [Category("GET-/desk/assets/{file}")]
    public void The_vendored_file_is_the_one_that_is_recorded()
    {
        var file = File.ReadAllBytes(Repository.PathTo("executor", "Desk", "Assets", "htmx.min.js"));
        var record = File.ReadAllText(Repository.PathTo("executor", "Desk", "Assets", "README.md"));
        Assert.That(record, Does.Contain(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file))));
    }

    [Test]
    public async Task A_fragment_is_answered_in_the_language_that_was_asked_for()
    {
        using var client = new HttpClient();
        foreach (var (languages, expected) in new[] { ("es-MX,es;q=0.9,en;q=0.8", "Hoy"), ("fr,es;q=0.5,en;q=0.8", "Today"), ("fr", "Today") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(room.Executor.Address, "/desk/today"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await room.TokenAsync("viewer"));
            request.Headers.AcceptLanguage.ParseAdd(languages);
            using var answer = await client.SendAsync(request);
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain($"<h1>{expected}</h1>"), languages);
        }
    }

    [Test]
    [Category("GET-/desk")]
    public async Task In_Spanish_a_sentence_without_a_translation_says_that_it_is_English()
    {
        await using var screen = await Screen.OpenAsync(room.Executor.Address, token: null, new Look(Locale: "es-MX"));
        screen.ExpectsRefusals = true;
        await screen.Label("Token").FillAsync("outlier_wrong");
        await screen.Button("Entrar").ClickAsync();
        await Expect(screen.Page.Locator("#alert")).ToContainTextAsync("The token is wrong, has expired or was revoked");
        await Expect(screen.Page.Locator("#alert")).ToHaveAttributeAsync("lang", "en");
    }

    [Test]
    [Category("GET-/desk")]
    public async Task A_token_is_pasted_once_and_a_wrong_one_is_refused_in_a_sentence([Values(320, 1280)] int width, [Values] bool dark)
    {
        await using var screen = await Screen.OpenAsync(room.Executor.Address, token: null, new Look(width, dark));
        screen.ExpectsRefusals = true;
        await screen.CheckAsync("sign in");
        await screen.Label("Token").FillAsync("outlier_wrong");
        await screen.Button("Sign in").ClickAsync();
        await Expect(screen.Page.Locator("#alert")).ToContainTextAsync("The token is wrong, has expired or was revoked");
        await screen.Label("Token").FillAsync(await room.TokenAsync("viewer"));
        await screen.Button("Sign in").ClickAsync();
        await screen.Heading("Today").WaitForAsync();
        await screen.Window.ReloadAsync();
        await screen.Heading("Today").WaitForAsync();
        await screen.Button("Sign out").ClickAsync();
        await Expect(screen.Label("Token")).ToBeFocusedAsync();
        await screen.Window.ReloadAsync();
        await Expect(screen.Label("Token")).ToBeVisibleAsync();
    }

    [Test]
    [Category("GET-/desk")]
    public async Task A_token_behind_the_number_sign_is_kept_and_leaves_the_address()
    {
        await using var screen = await room.ScreenAsync("viewer");
        await screen.Heading("Today").WaitForAsync();
        Assert.That(screen.Page.Url, Does.Not.Contain("token"));
        Assert.That(room.Executor.Log.Text, Does.Not.Contain(await room.TokenAsync("viewer")));
    }

    [Test]
    [Category("GET-/desk")]
    public async Task All_of_it_works_with_the_keyboard_alone()
    {
        await using var screen = await room.ScreenAsync("sender");
        await screen.Heading("Today").WaitForAsync();
        await Expect(screen.Heading("Today")).ToBeFocusedAsync();
        await screen.Window.Keyboard.PressAsync("Shift+Tab");
        for (var i = 0; i < 12 && await screen.Page.EvaluateAsync<string>("() => document.activeElement.textContent") != "Campaigns"; i++)
        {
            await screen.Window.Keyboard.PressAsync("Shift+Tab");
        }

        await screen.Window.Keyboard.PressAsync("Enter");
        await Expect(screen.Heading("Campaigns")).ToBeFocusedAsync();
        await screen.Window.Keyboard.PressAsync("Tab");
        await Expect(screen.Page.GetByRole(AriaRole.Link, new FrameGetByRoleOptions { Name = "New campaign by labels" })).ToBeFocusedAsync();
    }

    [Test]
    [Category("GET-/desk")]
    public async Task Inside_Missive_its_storage_keeps_the_token_and_its_theme_gives_the_colors()
    {
        var token = await room.TokenAsync("viewer");
        await using var screen = await MissiveStandIn.OpenAsync(room.Executor.Address, token);
        await screen.Heading("Today").WaitForAsync();
        Assert.That(await screen.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"), Is.EqualTo("rgb(250, 250, 240)"));
        Assert.That(await screen.Page.EvaluateAsync<bool>("() => 'change:conversations' in window.heard"), Is.True);
        await screen.CheckAsync("today in Missive");
        Assert.That(await screen.Page.EvaluateAsync<string>("() => document.documentElement.className"), Is.Empty, "its theme is a light one");
        await screen.Button("Sign out").ClickAsync();
        await Expect(screen.Label("Token")).ToBeVisibleAsync();
        Assert.That(await screen.Page.EvaluateAsync<bool>("() => window.kept.outlier_token === null"), Is.True);
    }
}
