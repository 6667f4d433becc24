using System.Globalization;
using Spectre.Console;

namespace Outlier.Quickstart;

/// <summary>Prints the database's own views of the broadcast.</summary>
internal sealed class Summary(SampleDatabase database, IAnsiConsole console)
{
    private const string Recipients =
        """
        select
          count(*) as people,
          case when reason is not null then 'left out' when follow_up_reason is not null then 'texted once' else 'texted twice' end as outcome,
          reason,
          follow_up_reason
        from outlier.recipients
        where broadcast_id = $1
        group by reason, follow_up_reason
        order by reason nulls first, follow_up_reason nulls first
        """;

    private const string Forecast =
        """
        select
          f.people,
          f.parts,
          to_char(f.starts_at at time zone s.time_zone, 'HH24:MI:SS') as starts_at,
          to_char(f.ends_at at time zone s.time_zone, 'HH24:MI:SS') as ends_at
        from outlier.batches as b
        cross join outlier.settings as s
        cross join lateral outlier.forecast(b, now()) as f
        where b.id = $1
        """;

    public async Task PrintAsync(long broadcastId, CancellationToken token)
    {
        Print("outlier.broadcast_progress", Turned(await database.ReadAsync("select * from outlier.broadcast_progress where id = $1", broadcastId, token)));
        Print("outlier.recipients", await database.ReadAsync(Recipients, broadcastId, token));
        Print("outlier.queue_status", Turned(await database.ReadAsync("select * from outlier.queue_status order by queue", null, token)));
        await PrintProblemsAsync(token);
    }

    public async Task PrintForecastAsync(long broadcastId, CancellationToken token) =>
        Print("outlier.forecast", await database.ReadAsync(Forecast, broadcastId, token));

    public async Task PrintProblemsAsync(CancellationToken token) =>
        Print("outlier.problems", await database.ReadAsync("select * from outlier.problems", null, token));

    /// <summary>Prints the latest runs of pg_cron's jobs, to explain why a broadcast did not start.</summary>
    public async Task PrintRunsAsync(CancellationToken token) => Print(
        "cron.job_run_details",
        await database.ReadAsync(
            "select start_time, status, return_message, command from cron.job_run_details order by runid desc limit 5", null, token));

    private void Print(string title, TextRows data) => Print(console, title, data);

    internal static void Print(IAnsiConsole console, string title, TextRows data)
    {
        console.WriteLine();
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{title}[/]");
        if (data.Rows.Count == 0)
        {
            console.WriteLine("  none");
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in data.Columns)
        {
            table.AddColumn(new TableColumn(new Text(column)));
        }

        foreach (var row in data.Rows)
        {
            table.AddRow(row.Select(value => new Text(value)));
        }

        console.Write(table);
    }

    // Few rows with many columns are easier to read vertically.
    private static TextRows Turned(TextRows data) => new(
        [data.Columns[0], .. data.Rows.Select(row => row[0])],
        [.. data.Columns.Skip(1).Select((column, index) => new[] { column }.Concat(data.Rows.Select(row => row[index + 1])).ToArray())]);
}
