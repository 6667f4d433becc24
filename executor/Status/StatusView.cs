using Spectre.Console;
using Spectre.Console.Rendering;

namespace Outlier.Executor.Status;

/// <summary>Renders a status for a terminal of 80 by 24. Problems come first. Idle parts are left out.</summary>
internal static class StatusView
{
    private const int BarWidth = 10;

    /// <param name="status">The status to show.</param>
    /// <param name="trouble">Reason why the status could not be refreshed. Null if it is current.</param>
    public static IRenderable Draw(StatusReport status, string? trouble = null)
    {
        var parts = new List<IRenderable> { Head(status, trouble) };
        parts.AddRange(status.Problems.Select(Problem));
        parts.AddRange(status.Jobs.Where(job => job.Problem is not null).Select(Problem));
        parts.AddRange([Text.Empty, Batches(status), Text.Empty, Queues(status)]);
        if (status.Quotas.Any(IsUsed))
        {
            parts.AddRange([Text.Empty, Quotas(status)]);
        }

        parts.AddRange([Text.Empty, Jobs(status)]);
        return new Rows(parts);
    }

    private static Markup Head(StatusReport status, string? trouble)
    {
        var state = trouble is not null ? $"[red]{Markup.Escape(trouble)}[/]" : status.Stopped ? "[red]all sending is stopped[/]" : "[grey]Ctrl-C ends[/]";
        return new Markup($"[bold]Outlier[/]  {status.At:yyyy-MM-dd HH:mm:ss zzz}  {state}");
    }

    private static Markup Problem(StatusReport.Problem problem) => new(
        $"[red]{Markup.Escape(problem.Kind)}[/]: {Markup.Escape(problem.Message)}{(problem.Hint is null ? string.Empty : $" [grey]{Markup.Escape(problem.Hint)}[/]")}");

    private static Markup Problem(StatusReport.Job job) => new($"[red]job {Markup.Escape(job.Name)}[/]: {Markup.Escape(job.Problem!)}");

    private static Table Batches(StatusReport status)
    {
        var table = New("being sent", string.Empty, "sent", "to go", "delivered", "failed", "through");
        foreach (var batch in status.Sending)
        {
            table.AddRow(
                Plain(batch.Name), Bar(batch.Sent, batch.Sent + batch.Left + batch.Unknown), Count(batch.Sent), Count(batch.Left),
                Count(batch.Delivered), Count(batch.Failed, "red"), Plain(StatusWords.End(batch, status)));
        }

        if (status.Sending.Count == 0)
        {
            table.AddRow(Grey("nothing"));
        }

        foreach (var next in status.Upcoming)
        {
            table.AddRow(Grey(next.Name), Grey("upcoming"), Text.Empty, Text.Empty, Text.Empty, Text.Empty, Grey(StatusWords.Clock(next.RunAt, status.At)));
        }

        return table;
    }

    private static Table Queues(StatusReport status)
    {
        var table = New("queue", "due", "later", "under way", "unknown", "next");
        foreach (var queue in status.Queues)
        {
            table.AddRow(
                Plain(queue.Name), Count(queue.Due), Count(queue.DueLater), Count(queue.Sending), Count(queue.Unknown, "yellow"),
                Plain(StatusWords.Clock(queue.NextDueAt, status.At)));
        }

        return table.AddRow(Plain("requests"), Count(status.Requests.Waiting), Text.Empty, Count(status.Requests.Working));
    }

    private static Table Quotas(StatusReport status)
    {
        var table = New("quota", "under way", "used");
        foreach (var quota in status.Quotas.Where(IsUsed))
        {
            table.AddRow(
                Plain(quota.Name),
                Plain(StatusWords.AtOnce(quota)),
                quota.HeldUntil is { } until
                    ? new Markup($"[red]held until {StatusWords.Clock(until, status.At)}[/]")
                    : Plain(string.Join(", ", quota.Limits.Select(StatusWords.Used))));
        }

        return table;
    }

    private static Text Jobs(StatusReport status) => Grey(
        $"{status.Jobs.Count(job => job.Problem is null)} of {status.Jobs.Count} jobs are well; the last ran at {StatusWords.Clock(status.Jobs.Max(job => job.LastStartedAt), status.At)}");

    private static bool IsUsed(StatusReport.Quota quota) => quota.UnderWay > 0 || quota.HeldUntil is not null || quota.Limits.Any(limit => limit.Used > 0);

    private static Table New(params string[] columns)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var name in columns)
        {
            // Long titles wrap, numbers do not.
            var column = new TableColumn(Grey(name)).PadLeft(0).PadRight(2);
            table.AddColumn(table.Columns.Count == 0 ? column : column.NoWrap());
        }

        return table;
    }

    private static Markup Bar(long part, long whole)
    {
        var full = whole == 0 ? 0 : (int)Math.Clamp(BarWidth * part / whole, part > 0 ? 1 : 0, BarWidth);
        return new Markup($"[blue]{new string('━', full)}[/][grey23]{new string('━', BarWidth - full)}[/]");
    }

    private static Markup Count(long number, string? color = null) =>
        new(number > 0 && color is not null ? $"[{color}]{StatusWords.Number(number)}[/]" : StatusWords.Number(number));

    private static Text Plain(string text) => new(text);

    private static Text Grey(string text) => new(text, new Style(Color.Grey));
}
