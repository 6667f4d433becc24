using Outlier.Executor.Database;
using Outlier.Executor.Queues;
using Outlier.Executor.Telemetry;

namespace Outlier.Executor.Missive;

/// <summary>One of the two queues of messages.</summary>
internal sealed class MessageQueue(string name, OutlierApi api, MessageSender sender, MessageTraces traces) : IQueue<MessageItem, SendResult>
{
    public string Name => name;

    public async Task<Claim<MessageItem>> ClaimAsync(string worker, int limit, CancellationToken token)
    {
        var claim = await api.ClaimMessagesAsync(name, worker, limit, token).ConfigureAwait(false);
        return new Claim<MessageItem>([.. claim.Messages.Select(message => new MessageItem(claim, message))], claim.WakeInMilliseconds);
    }

    public async Task<SendResult> PerformAsync(MessageItem item, CancellationToken token)
    {
        var began = traces.Now();
        var result = await sender.SendAsync(name, item.Claim, item.Message, token).ConfigureAwait(false);
        return MessageTraces.AreWanted ? result with { Call = new TracedCall(item.Claim, item.Message, began, traces.Now()) } : result;
    }

    public SendResult Release(MessageItem item) => new(item.Message.Id, item.Claim.ClaimId) { Released = true };

    public async Task<int> RecordAsync(IReadOnlyList<SendResult> results, CancellationToken token)
    {
        var counted = await api.RecordMessagesAsync(name, results, token).ConfigureAwait(false);
        traces.Recorded(name, results);
        return counted;
    }
}
