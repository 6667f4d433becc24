using Microsoft.Playwright;

namespace Outlier.Tests.Desk;

/// <summary>The installed Chromium. All tests share one instance.</summary>
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
        // The default of five seconds is too short for a busy machine.
        Assertions.SetDefaultExpectTimeout(30_000);
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            // Chromium's sandbox does not work as root. Containers have little shared memory. The page that simulates
            // Missive contains a frame from this machine, which Chromium would block.
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
