using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Outlier.Quickstart;

/// <summary>
/// Shows the sending rules with three people: one gets a text, one is outside contact hours, and one has reached the
/// limit of texts per day.
/// </summary>
internal sealed class RulesCampaign(SampleDatabase database, IAnsiConsole console)
{
    private const string Decided =
        """
        select 1
        from outlier.campaign_progress
        where id = (select max(id) from outlier.campaigns)
          and waiting_for_contact_hours > 0
          and first_waiting = waiting_for_contact_hours
          and first_sending = 0
        """;

    private const string Outcomes =
        """
        select
          c.phone_number,
          c.outcome,
          coalesce(
            outlier.describe_reason(c.reason),
            'contact hours there open at ' || to_char(q.due_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') || ', and it expires at ' ||
              to_char((b.run_at + b.send_within) at time zone s.time_zone, 'YYYY-MM-DD HH24:MI')
          ) as why
        from outlier.batches as b
        cross join outlier.settings as s
        cross join lateral api.campaign_recipients(b.id) as c
        left join outlier.queued_messages as q on q.batch_id = b.id and q.recipient_phone_number = c.phone_number and q.held_since is not null
        where b.id = (select max(id) from outlier.campaigns)
        order by c.line
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public async Task ShowAsync(CancellationToken token)
    {
        await database.RunAsync("rules.sql", token);
        var started = Stopwatch.GetTimestamp();
        while ((await database.ReadAsync(Decided, null, token)).Rows.Count == 0)
        {
            if (Stopwatch.GetElapsedTime(started) > Limit)
            {
                throw new QuickstartException(string.Create(CultureInfo.InvariantCulture, $"The three texts of the last campaign are not decided after {Limit.TotalSeconds:0} seconds."), ExitCodes.NotSent);
            }

            await Task.Delay(Pause, token);
        }

        Summary.Print(console, "Whom and when: a campaign for three people, at most two texts a day for each", await database.ReadAsync(Outcomes, null, token));
        await database.RunAsync("rules-off.sql", token);
    }
}
