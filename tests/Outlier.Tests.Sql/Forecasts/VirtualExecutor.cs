using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;

namespace Outlier.Tests.Sql.Forecasts;

/// <summary>
/// Simulates an executor that sends the queued messages to a Missive with a given call time. Its clock jumps from one
/// event to the next, so that a whole night takes no real time.
/// </summary>
internal sealed class VirtualExecutor(NpgsqlConnection connection, DateTimeOffset start, TimeSpan callTime, int seed)
{
    private const int MaxInFlight = 200;
    private static readonly string[] Queues = ["first_messages", "second_messages"];
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(10);
    private readonly Random random = new(seed);
    private readonly PriorityQueue<Func<Task>, DateTimeOffset> events = new();
    private readonly DateTimeOffset?[] wakes = [start, start];
    private readonly int[] inFlight = [0, 0];

    /// <summary>The simulated time.</summary>
    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>Called with the number after each accepted first message. It may schedule an event.</summary>
    public Action<string>? Accepted { get; init; }

    /// <summary>Schedules an event, such as the start of a batch or a person's answer.</summary>
    public void At(DateTimeOffset time, Func<Task> happens) => events.Enqueue(
        async () =>
        {
            await happens();
            (wakes[0], wakes[1]) = (Now, Now);
        },
        time);

    /// <summary>Runs until a query returns true.</summary>
    public async Task RunUntilAsync(string isOver)
    {
        await using var over = new NpgsqlCommand(isOver, connection);
        while (true)
        {
            var next = wakes.Min();
            if (events.TryPeek(out _, out var at) && (next is null || at <= next))
            {
                Now = Later(at);
                await events.Dequeue()();
                continue;
            }

            if (next is null || await over.ExecuteScalarAsync() is true)
            {
                break;
            }

            Now = Later(next.Value);
            for (var queue = 0; queue < Queues.Length; queue++)
            {
                if (wakes[queue] <= Now)
                {
                    await ClaimAsync(queue);
                }
            }
        }
    }

    private DateTimeOffset Later(DateTimeOffset time) => time > Now ? time : Now;

    private async Task ClaimAsync(int queue)
    {
        wakes[queue] = null;
        var claim = JsonNode.Parse(await CallAsync(
            "select api.claim_messages(p_queue => $1, p_worker => 'virtual', p_limit => $2, p_now => $3)::text",
            Queues[queue], MaxInFlight - inFlight[queue], Now.UtcDateTime))!;
        if (claim["wakeInMilliseconds"] is JsonValue wake)
        {
            wakes[queue] = Now.AddMilliseconds(Math.Max(1, wake.GetValue<long>()));
        }

        var messages = claim["messages"]!.AsArray();
        if (messages.Count == 0)
        {
            return;
        }

        inFlight[queue] += messages.Count;
        var results = new JsonArray([.. messages.Select(message => (JsonNode)new JsonObject
        {
            ["id"] = message!["id"]!.GetValue<long>(),
            ["claimId"] = claim["claimId"]!.GetValue<long>(),
            ["status"] = 201,
            ["written"] = true,
            ["missiveId"] = Guid.NewGuid().ToString(),
            ["conversationId"] = Guid.NewGuid().ToString(),
        })]);
        var numbers = messages.Select(message => message!["to"]!.GetValue<string>()).ToList();
        // All calls of a claim end together. Otherwise thousands of messages would cause thousands of claims.
        events.Enqueue(() => RecordAsync(queue, results, numbers), Now + (callTime * (0.8 + (0.4 * random.NextDouble()))));
    }

    private async Task RecordAsync(int queue, JsonArray results, List<string> numbers)
    {
        inFlight[queue] -= results.Count;
        await CallAsync(
            "select api.record_messages(p_queue => $1, p_results => $2::text::jsonb, p_now => $3)::text", Queues[queue], results.ToJsonString(), Now.UtcDateTime);
        wakes[queue] = Now;
        if (queue == 0)
        {
            // The second queue's trigger notifies the executor. It matters only if no earlier wake-up is planned,
            // because new follow-ups are due later than the existing ones.
            wakes[1] = wakes[1] <= Now + Delay ? wakes[1] : Now;
            numbers.ForEach(number => Accepted?.Invoke(number));
        }
    }

    private async Task<string> CallAsync(string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(value is DateTime time
                ? new NpgsqlParameter { Value = time, NpgsqlDbType = NpgsqlDbType.TimestampTz }
                : new NpgsqlParameter { Value = value });
        }

        await command.PrepareAsync();
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
