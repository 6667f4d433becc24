using Microsoft.Playwright;

namespace Outlier.Tests.Desk;

/// <summary>The system's own Chromium, one for all tests.</summary>
internal static class Browser
{
    private static readonly string[] Paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static IPlaywright? playwright;
    private static IBrowser? browser;

    public static async Task StartAsync()
    {
        var path = Environment.GetEnvironmentVariable("OUTLIER_TEST_CHROMIUM") ?? Paths.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("No browser for the tests of the page. Install the package chromium, or name one in OUTLIER_TEST_CHROMIUM.");
        playwright = await Playwright.CreateAsync();
        // Five seconds, the default, are too few for a busy machine.
        Assertions.SetDefaultExpectTimeout(30_000);
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            // Its sandbox does not run as root, there is little shared memory in containers, and a page that stands in for
            // Missive frames one of this machine.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-features=LocalNetworkAccessChecks"],
        });
    }

    public static Task<IBrowserContext> OpenAsync(BrowserNewContextOptions options) => browser!.NewContextAsync(options);

    public static async Task StopAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
    }
}
