using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Outlier.Tests.Desk;

/// <summary>How a screen is looked at.</summary>
internal sealed record Look(int Width = 1280, bool Dark = false, string Locale = "en-US", bool Framed = false)
{
    public override string ToString() => $"{Width}{(Dark ? "-dark" : string.Empty)}{(Locale.StartsWith("es", StringComparison.Ordinal) ? "-es" : string.Empty)}{(Framed ? "-framed" : string.Empty)}";
}

/// <summary>A browser window at the page, with somebody's token.</summary>
internal sealed partial class Screen : IAsyncDisposable
{
    // What the browser says, and what htmx says.
    private static readonly string[] Refusals = ["Failed to load resource", "Response Status Error Code 4"];

    // docs/how-to/desk.md shows these. To make them anew, run the tests with OUTLIER_WRITE_PICTURES=1.
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

    /// <summary>The page itself, which may be in a frame.</summary>
    public IFrame Page { get; private set; }

    /// <summary>A refusal that a test brings about is an error of the browser's console too.</summary>
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

    /// <summary>A page of the navigation, once it is shown.</summary>
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

    /// <summary>A summary that opens what it hides.</summary>
    public Task OpenAsync(string summary) => Page.Locator("summary", new FrameLocatorOptions { HasTextString = summary }).First.ClickAsync();

    /// <summary>The Tab key until something has the focus: whoever has no mouse must get there.</summary>
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

    /// <summary>A time typed into the field that has the focus, as a browser in English takes it.</summary>
    public async Task TypeTimeAsync(string date, string time)
    {
        await Window.Keyboard.TypeAsync(date);
        await Window.Keyboard.PressAsync("ArrowRight");
        await Window.Keyboard.TypeAsync(time);
    }

    /// <summary>No fault that axe knows, nothing beside the screen's edge; and a picture.</summary>
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
        // axe asks for the stylesheet by a way that the page's own policy forbids.
        // A page that is asked for while another one is on its way takes its place, which htmx calls an error.
        errors.RemoveAll(error => error.StartsWith("htmx:sendAbort", StringComparison.Ordinal) || error.StartsWith("htmx:afterRequest", StringComparison.Ordinal));
        errors.RemoveAll(error => error.StartsWith("Connecting to 'https://integrations.missiveapp.com/missive.css'", StringComparison.Ordinal));
        var unexpected = errors.Where(error => !ExpectsRefusals || !Refusals.Any(refusal => error.StartsWith(refusal, StringComparison.Ordinal))).ToList();
        Assert.That(unexpected, Is.Empty, "the browser's console");
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.IgnoreCase)]
    private static partial Regex NotOfFiles();
}
