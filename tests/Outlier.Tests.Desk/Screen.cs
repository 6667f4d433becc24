using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Outlier.Tests.Desk;

/// <summary>Width, colors and language of a browser window, and whether the page is in a frame.</summary>
internal sealed record Look(int Width = 1280, bool Dark = false, string Locale = "en-US", bool Framed = false)
{
    public override string ToString() => $"{Width}{(Dark ? "-dark" : string.Empty)}{(Locale.StartsWith("es", StringComparison.Ordinal) ? "-es" : string.Empty)}{(Framed ? "-framed" : string.Empty)}";
}

/// <summary>A browser window that shows the page with an operator's token.</summary>
internal sealed partial class Screen : IAsyncDisposable
{
    // The first is the browser's message, the second htmx's.
    private static readonly string[] Refusals = ["Failed to load resource", "Response Status Error Code 4"];

    // docs/how-to/desk.md shows these pictures. To create them again, run the tests with OUTLIER_WRITE_PICTURES=1.
    private static readonly Dictionary<string, string> Pictures = new(StringComparer.Ordinal)
    {
        ["today-sending-1280"] = "desk-today.png",
        ["broadcast-320"] = "desk-broadcast.png",
        ["campaign-file-1280"] = "desk-file.png",
        ["results-steps-1280"] = "desk-results.png",
    };

    private readonly IBrowserContext context;
    private readonly Look look;
    private readonly List<string> errors = [];

    private Screen(IBrowserContext context, IPage window, IFrame page, Look look)
    {
        this.context = context;
        this.look = look;
        Window = window;
        Page = page;
    }

    public IPage Window { get; }

    /// <summary>The frame that contains the page. Without a frame, it is the window's main frame.</summary>
    public IFrame Page { get; private set; }

    /// <summary>
    /// Set it if the test makes the server refuse a request. The browser logs each refusal as an error in its console.
    /// </summary>
    public bool ExpectsRefusals { get; set; }

    public static async Task<Screen> OpenAsync(Uri desk, string? token, Look look, Func<IBrowserContext, Task>? prepare = null)
    {
        var opened = await Browser.OpenAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = look.Width, Height = 900 },
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = look.Locale,
            ReducedMotion = ReducedMotion.Reduce,
        });
        opened.SetDefaultTimeout(30_000);
        if (prepare is not null)
        {
            await prepare(opened);
        }

        var window = await opened.NewPageAsync();
        var screen = new Screen(opened, window, window.MainFrame, look);
        window.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                screen.errors.Add(message.Text);
            }
        };
        window.PageError += (_, error) => screen.errors.Add(error);
        await window.GotoAsync(look.Framed ? "https://mail.missiveapp.com/" : new Uri(desk, token is null ? "/desk/" : $"/desk/#token={token}").ToString());
        if (look.Framed)
        {
            screen.Page = window.Frames.Single(frame => frame.ParentFrame is not null);
        }

        return screen;
    }

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new FrameGetByRoleOptions { Name = name, Exact = true });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new FrameGetByRoleOptions { Name = name, Exact = true });

    public ILocator Label(string name) => Page.GetByLabel(name, new FrameGetByLabelOptions { Exact = true });

    public ILocator Text(string text) => Page.GetByText(text);

    /// <summary>Follows a link of the navigation, and waits until its page is shown.</summary>
    public async Task GoAsync(string link, string heading)
    {
        try
        {
            await Page.GetByRole(AriaRole.Link, new FrameGetByRoleOptions { Name = link, Exact = true }).First.ClickAsync();
            await Heading(heading).First.WaitForAsync();
        }
        catch (TimeoutException)
        {
            await TakeAsync($"failed-{TestContext.CurrentContext.Test.MethodName}");
            Assert.Fail($"no {heading} behind {link}: {await Page.Locator("main").InnerTextAsync()}\n{string.Join('\n', errors)}");
        }
    }

    /// <summary>Opens a collapsed section by its summary.</summary>
    public Task OpenAsync(string summary) => Page.Locator("summary", new FrameLocatorOptions { HasTextString = summary }).First.ClickAsync();

    /// <summary>
    /// Presses Tab until the target has the focus. People without a mouse must be able to reach it.
    /// </summary>
    public async Task TabToAsync(ILocator target)
    {
        for (var i = 0; i < 100; i++)
        {
            await Window.Keyboard.PressAsync("Tab");
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }
        }

        await TakeAsync($"failed-{TestContext.CurrentContext.Test.MethodName}");
        Assert.Fail($"Tab never reaches {target}");
    }

    /// <summary>Types a date and a time into the focused field, in the order of an English browser.</summary>
    public async Task TypeTimeAsync(string date, string time)
    {
        await Window.Keyboard.TypeAsync(date);
        await Window.Keyboard.PressAsync("ArrowRight");
        await Window.Keyboard.TypeAsync(time);
    }

    /// <summary>
    /// Takes a picture, and checks that axe finds no accessibility problem and that nothing extends beyond the screen's
    /// edge.
    /// </summary>
    public async Task CheckAsync(string name)
    {
        await Page.WaitForFunctionAsync("() => !document.querySelector('[aria-busy]')");
        var width = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        await TakeAsync(name);
        Assert.That(width, Is.Zero, $"{name} is wider than {look.Width} px");
        var found = await Window.RunAxe();
        Assert.That(
            found.Violations.Select(violation => $"{violation.Id}: {violation.Help} {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"),
            Is.Empty,
            $"{name} at {look}");
    }

    private async Task TakeAsync(string name)
    {
        var folder = Repository.PathTo("artifacts", "desk");
        Directory.CreateDirectory(folder);
        var file = $"{NotOfFiles().Replace(name, "-")}-{look}";
        var picture = await Window.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{file}.png"), FullPage = !name.Contains("steps", StringComparison.Ordinal) });
        if (Environment.GetEnvironmentVariable("OUTLIER_WRITE_PICTURES") == "1" && Pictures.TryGetValue(file, out var shown))
        {
            await File.WriteAllBytesAsync(Repository.PathTo("docs", "images", shown), picture);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await context.CloseAsync();
        // Ignores two harmless kinds of error. htmx reports an aborted request if a second page request replaces a
        // pending one. axe loads the stylesheet in a way that the page's content security policy forbids.
        errors.RemoveAll(error => error.StartsWith("htmx:sendAbort", StringComparison.Ordinal) || error.StartsWith("htmx:afterRequest", StringComparison.Ordinal));
        errors.RemoveAll(error => error.StartsWith("Connecting to 'https://integrations.missiveapp.com/missive.css'", StringComparison.Ordinal));
        var unexpected = errors.Where(error => !ExpectsRefusals || !Refusals.Any(refusal => error.StartsWith(refusal, StringComparison.Ordinal))).ToList();
        Assert.That(unexpected, Is.Empty, "the browser's console");
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.IgnoreCase)]
    private static partial Regex NotOfFiles();
}
