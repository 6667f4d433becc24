using Npgsql;
using Outlier.Executor.Database;
using Outlier.Executor.Queues;

namespace Outlier.Executor.Health;

/// <summary>
/// Tests whether a message that is queued now would be sent. The executor notifies itself over LISTEN, and makes an empty claim of
/// each queue, which writes. Concurrent callers share one test, so frequent calls cost little.
/// </summary>
internal sealed class Readiness(OutlierApi api, NotificationListener listener, ClaimHealth claims, QueueSignals signals, TimeProvider time)
{
    private const string Worker = "ready";
    private static readonly TimeSpan DatabasePatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RingPatience = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private Task<IReadOnlyList<string>>? current;

    /// <summary>The reasons why this executor is not ready, as sentences. Empty if it is ready.</summary>
    public Task<IReadOnlyList<string>> FindReasonsAsync()
    {
        lock (gate)
        {
            if (current is null or { IsCompleted: true })
            {
                current = Task.Run(TryAsync);
            }

            return current;
        }
    }

    private async Task<IReadOnlyList<string>> TryAsync()
    {
        var reasons = new List<string>();
        var word = $"ready {Guid.NewGuid():N}";
        var ring = listener.Expect(word);
        // Must come before the notification: one that comes before LISTEN is lost.
        var wasListening = listener.IsListening;
        using var patience = new CancellationTokenSource(DatabasePatience, time);
        try
        {
            reasons.AddRange(await api.ReadReadinessAsync(word, patience.Token));
            if (!wasListening || !listener.IsListening)
            {
                reasons.Add("not listening to the database");
            }
            else if (!await IsHeardAsync(ring))
            {
                reasons.Add(
                    "a notification that this executor sent to itself did not arrive: a pooler in transaction mode drops LISTEN. "
                    + "Set ConnectionStrings__Outlier to the server itself, or to a pooler in session mode");
            }

            reasons.AddRange(claims.Problems);
            if (claims.Problems.Count == 0)
            {
                await ClaimNothingAsync(reasons, patience.Token);
            }
        }
        catch (PostgresException exception)
        {
            reasons.Add($"the database rejects the check: {Describe(exception)}");
        }
        catch (OperationCanceledException)
        {
            reasons.Add($"the database does not answer within {DatabasePatience.TotalSeconds:0} seconds");
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException)
        {
            reasons.Add("the database does not answer");
        }
        finally
        {
            listener.Forget(word);
        }

        return reasons;
    }

    private async Task<bool> IsHeardAsync(Task<bool> ring)
    {
        try
        {
            return await ring.WaitAsync(RingPatience, time);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task ClaimNothingAsync(List<string> reasons, CancellationToken token)
    {
        foreach (var queue in QueueNames.All)
        {
            try
            {
                if (queue == QueueNames.Requests)
                {
                    await api.ClaimRequestsAsync(Worker, 0, token);
                }
                else
                {
                    await api.ClaimMessagesAsync(queue, Worker, 0, token);
                }
            }
            catch (PostgresException exception)
            {
                reasons.Add($"claims from the queue {queue} fail: {Describe(exception)}");
                // The queue's worker claims too, and reports repeated failures to the database.
                signals.Ring(queue);
            }
        }
    }

    // No parameters and no detail, because they may contain a phone number or a text.
    private static string Describe(PostgresException exception) =>
        $"{exception.MessageText} (SQLSTATE {exception.SqlState}){(exception is { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction, Hint: { Length: > 0 } hint } ? $". {hint}" : string.Empty)}";
}
