using System.Globalization;
using Spectre.Console;

namespace Outlier.Quickstart;

/// <summary>
/// The sample: an audience, a personalized campaign, a broadcast with its results, and a campaign that skips people.
/// </summary>
internal static class Show
{
    private const int FileWidth = 120;

    public static async Task RunAsync(Surroundings surroundings, CancellationToken token)
    {
        var isTerminal = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
        if (!isTerminal)
        {
            AnsiConsole.Profile.Width = FileWidth;
        }

        await using var database = new SampleDatabase(surroundings.Database);
        using var people = new SamplePeople(database, surroundings.Simulator);
        var summary = new Summary(database, AnsiConsole.Console);
        IView view = isTerminal ? new LiveView(AnsiConsole.Console) : new PlainView(Console.Out);

        await database.LoadAudienceAsync(token);
        await new PersonalizedCampaign(database, AnsiConsole.Console).ShowAsync(token);
        var id = await database.MakeDueAsync(token);
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Broadcast [bold]{id}[/] is due: 120 of 200 people, a follow-up 10 seconds later.");
        await summary.PrintForecastAsync(id, token);
        AnsiConsole.WriteLine("settings.broadcast_gap, two hours by default, is 0 here: run it again at once.");
        try
        {
            await view.ShowAsync(new BroadcastWatch(database, people).FollowAsync(id, token));
        }
        catch (QuickstartException exception)
        {
            if (exception.ExitCode == ExitCodes.NotMade)
            {
                await summary.PrintRunsAsync(token);
            }

            await summary.PrintProblemsAsync(token);
            throw;
        }

        await summary.PrintAsync(id, token);
        await new RulesCampaign(database, AnsiConsole.Console).ShowAsync(token);
    }
}
