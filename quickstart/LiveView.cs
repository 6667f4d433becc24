using System.Globalization;
using Spectre.Console;

namespace Outlier.Quickstart;

/// <summary>A table that is updated in place. For terminals.</summary>
internal sealed class LiveView(IAnsiConsole console) : IView
{
    private const int BarWidth = 30;
    private const int KeptEvents = 6;
    private readonly Queue<string> _events = new();

    public Task ShowAsync(IAsyncEnumerable<Moment> moments) => console.Live(new Text(string.Empty)).StartAsync(async live =>
    {
        await foreach (var moment in moments)
        {
            foreach (var happened in moment.Happened)
            {
                _events.Enqueue(happened);
            }

            while (_events.Count > KeptEvents)
            {
                _events.Dequeue();
            }

            live.UpdateTarget(Draw(moment.Progress));
        }
    });

    private Rows Draw(Progress progress) => new(
        progress.Made ? Bars(progress) : Countdown(progress),
        new Markup(string.Join('\n', _events.Select(happened => $"[grey]  {Markup.Escape(happened)}[/]"))));

    private static Markup Countdown(Progress progress) => new(string.Create(
        CultureInfo.InvariantCulture, $"pg_cron comes in [bold]{progress.SecondsToMinute}[/] s  {Bar(60 - progress.SecondsToMinute, 60, "grey")}"));

    private static Table Bars(Progress progress)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("what").AddColumn("bar").AddColumn("number");
        var followUps = progress.SecondWaiting + progress.SecondSent;
        Add(table, "First messages sent", progress.FirstSent, progress.People, "blue", $"{progress.FirstWaiting} queued");
        Add(table, "Delivered", progress.Delivered, progress.Sent, "green", $"{progress.Failed} failed");
        Add(table, "Replied", progress.Replies, progress.People, "yellow", null);
        Add(table, "Opted out", progress.OptOuts, progress.People, "red", null);
        Add(table, "Followed up", progress.SecondSent, followUps, "blue", $"{progress.CalledOff} called off");
        return table;
    }

    private static void Add(Table table, string what, int part, int whole, string color, string? remark) => table.AddRow(
        new Text(what),
        new Markup(Bar(part, whole, color)),
        new Text(string.Create(CultureInfo.InvariantCulture, $"{part,4} of {whole,4}{(remark is null ? "" : $", {remark}")}")));

    private static string Bar(int part, int whole, string color)
    {
        var full = whole == 0 ? 0 : Math.Clamp(BarWidth * part / whole, part > 0 ? 1 : 0, BarWidth);
        return $"[{color}]{new string('━', full)}[/][grey23]{new string('━', BarWidth - full)}[/]";
    }
}
