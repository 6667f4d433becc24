using Microsoft.Playwright;

namespace Outlier.Tests.Desk;

/// <summary>
/// Simulates the parts of Missive that the page uses: a frame, a theme, and a script. The script stores a token and
/// reports which conversation is selected.
/// </summary>
internal static class MissiveStandIn
{
    /// <summary>Opens the page in Missive's sidebar, with a stored token.</summary>
    public static Task<Screen> OpenAsync(Uri desk, string token) => Screen.OpenAsync(desk, token: null, new Look(320, Framed: true), async context =>
    {
        await context.RouteAsync("https://mail.missiveapp.com/", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/html",
            Body = $"<!doctype html><html lang=\"en\"><title>Missive</title><body><iframe title=\"Outlier\" src=\"{new Uri(desk, "/desk/")}\" width=\"300\" height=\"850\"></iframe></body></html>",
        }));
        await context.RouteAsync("https://integrations.missiveapp.com/missive.css", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/css",
            Body = ":root { --missive-background-color: rgb(250, 250, 240); }",
        }));
        await context.RouteAsync("https://integrations.missiveapp.com/missive.js", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/javascript",
            Body =
                $$"""
                  window.kept = { outlier_token: '{{token}}' };
                  window.heard = {};
                  window.Missive = {
                    storeGet: async (key) => window.kept[key],
                    storeSet: async (key, value) => { window.kept[key] = value; },
                    on: (name, hear) => { window.heard[name] = hear; },
                  };
                  """,
        }));
    });

    /// <summary>Simulates that a user selects these conversations in Missive.</summary>
    public static Task SelectAsync(Screen screen, params Guid[] conversations) => screen.Page.EvaluateAsync(
        "(ids) => window.heard['change:conversations'](ids)", conversations.Select(id => id.ToString()).ToArray());
}
