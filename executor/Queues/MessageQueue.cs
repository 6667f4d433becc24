using System.Text.Json;
using Outlier.Executor.Calls;
using Outlier.Executor.Database;
using Outlier.Executor.Telemetry;

namespace Outlier.Executor.Queues;

/// <summary>One of the two message queues: first messages, or follow-ups.</summary>
internal sealed class MessageQueue(string name, OutlierApi api, MessageSender sender, MessageTraces traces) : IQueue<MessageItem, SendResult>
{
    public string Name => name;

    public async Task<Claim<MessageItem>> ClaimAsync(string worker, int limit, CancellationToken token)
    {
        var claim = await api.ClaimMessagesAsync(name, worker, limit, token);
        return new Claim<MessageItem>([.. claim.Messages.Select(message => Read(claim, message))], claim.WakeInMilliseconds, claim.LeaseMilliseconds);
    }

    public async Task<SendResult> PerformAsync(MessageItem item, CancellationToken token)
    {
        if (item.Message is null)
        {
            // No call is made. The database counts a refusal, and moves the message to dead letters after settings.max_failures.
            return new SendResult(item.Id, item.Claim.ClaimId) { Body = item.Problem };
        }

        if (item.Message.StartWithinMilliseconds is { } milliseconds)
        {
            Lease.Current = Lease.Current?.StartingWithin(TimeSpan.FromMilliseconds(milliseconds));
        }

        var began = traces.Now();
        var result = await sender.SendAsync(name, item.Claim, item.Message, token);
        return MessageTraces.AreWanted ? result with { Call = new TracedCall(item.Claim, item.Message, began, traces.Now()) } : result;
    }

    public SendResult Release(MessageItem item) => new(item.Id, item.Claim.ClaimId) { Released = true };

    public SendResult Broken(MessageItem item, string why) => new(item.Id, item.Claim.ClaimId) { Written = true, Body = why };

    public async Task<IReadOnlyList<SendResult>> RecordAsync(IReadOnlyList<SendResult> results, CancellationToken token)
    {
        var recorded = await api.RecordMessagesAsync(name, results, token);
        if (recorded.Waiting.Count == 0)
        {
            traces.Recorded(name, results);
            return [];
        }

        var waiting = recorded.Waiting.ToHashSet();
        traces.Recorded(name, [.. results.Where(result => !waiting.Contains(result.Id))]);
        return [.. results.Where(result => waiting.Contains(result.Id))];
    }

    private static MessageItem Read(ClaimedMessages claim, JsonElement message)
    {
        var id = message.GetProperty("id").GetInt64();
        try
        {
            return new MessageItem(claim, id, message.Deserialize(QueueJson.Default.ClaimedMessage)!, Problem: null);
        }
        catch (JsonException exception)
        {
            return new MessageItem(claim, id, Message: null, $"The executor cannot read this message: {exception.Path}.");
        }
    }
}
