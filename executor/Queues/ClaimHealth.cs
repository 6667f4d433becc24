using System.Collections.Concurrent;
using Npgsql;
using Outlier.Executor.Database;

namespace Outlier.Executor.Queues;

/// <summary>
/// Tracks whether this executor's claims succeed. Repeated failures make it not ready, and appear among the database's problems
/// if the database can be reached.
/// </summary>
internal sealed partial class ClaimHealth(OutlierApi api, ILogger<ClaimHealth> logger)
{
    // A single failure may be a restart of the database.
    private const int ManyInARow = 2;
    private readonly ConcurrentDictionary<string, State> states = new(StringComparer.Ordinal);

    /// <summary>The problems, a sentence for each queue. Empty if there are none.</summary>
    public IReadOnlyList<string> Problems =>
        [.. states.Where(queue => queue.Value.Failures >= ManyInARow).Select(queue => $"claims from the queue {queue.Key} fail: {queue.Value.Error}").Order(StringComparer.Ordinal)];

    /// <summary>Reports that a queue's worker has ended. That must not happen while the program runs.</summary>
    public void Ended(string queue, Exception? exception) =>
        states[queue] = new State(ManyInARow, exception is null ? "its worker has ended" : $"its worker has ended: {Describe(exception)}", IsReported: true);

    public async Task SucceededAsync(string queue)
    {
        // An earlier executor may have left an open incident, so the first success is reported too.
        if (states.TryGetValue(queue, out var state) && state is { Failures: 0, IsReported: true })
        {
            return;
        }

        await ReportAsync(queue, error: null);
        states[queue] = new State(0, Error: null, IsReported: true);
    }

    public async Task FailedAsync(string queue, Exception exception)
    {
        var known = states.GetValueOrDefault(queue, new State(0, Error: null, IsReported: false));
        var error = Describe(exception);
        var isReported = known.Failures >= ManyInARow && known.IsReported && string.Equals(error, known.Error, StringComparison.Ordinal);
        if (!isReported && known.Failures + 1 >= ManyInARow)
        {
            isReported = await ReportAsync(queue, error);
        }

        states[queue] = new State(known.Failures + 1, error, isReported);
    }

    // No parameters and no detail, because they may contain a phone number or a text.
    private static string Describe(Exception exception) =>
        exception is PostgresException answer ? $"{answer.MessageText} (SQLSTATE {answer.SqlState})" : exception.GetBaseException().Message;

    private async Task<bool> ReportAsync(string queue, string? error)
    {
        try
        {
            await api.ReportClaimsAsync(queue, error, CancellationToken.None);
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException or InvalidOperationException)
        {
            Log.NotReported(logger, queue, exception);
            return false;
        }
    }

    private sealed record State(int Failures, string? Error, bool IsReported);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The executor could not report to the database whether claims from {Queue} succeed.")]
        public static partial void NotReported(ILogger logger, string queue, Exception exception);
    }
}
