using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Outlier.Quickstart;

/// <summary>
/// Sends each person a different text, from docs/tutorials/personalized-campaign.csv. It needs one COPY command only.
/// </summary>
internal sealed class PersonalizedCampaign(SampleDatabase database, IAnsiConsole console)
{
    public const string Copy = "copy outlier.campaign_personalized_recipients (phone_number, message) from stdin (format csv, header)";

    private const string Waiting = "select 1 from outlier.queued_messages where campaign_id = (select max(id) from outlier.campaigns)";

    private const string Outcomes =
        """
        select line, raw, phone_number, outcome, reason
        from api.campaign_recipients((select max(id) from outlier.campaigns))
        order by line
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public async Task ShowAsync(CancellationToken token)
    {
        console.MarkupLine("A personalized campaign: [bold]\\copy outlier.campaign_personalized_recipients (phone_number, message) from 'docs/tutorials/personalized-campaign.csv' csv header[/]");
        foreach (var notice in await database.CopyAsync(Copy, "personalized-campaign.csv", token))
        {
            console.WriteLine($"  {notice}");
        }

        var started = Stopwatch.GetTimestamp();
        while ((await database.ReadAsync(Waiting, null, token)).Rows.Count is var left and > 0)
        {
            if (Stopwatch.GetElapsedTime(started) > Limit)
            {
                throw new QuickstartException(string.Create(CultureInfo.InvariantCulture, $"{left} texts of the personalized campaign still wait after {Limit.TotalSeconds:0} seconds."), ExitCodes.NotSent);
            }

            await Task.Delay(Pause, token);
        }

        Summary.Print(console, "api.campaign_recipients", await database.ReadAsync(Outcomes, null, token));
        console.WriteLine();
    }
}
