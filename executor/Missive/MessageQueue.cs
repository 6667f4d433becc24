using Outlier.Executor.Database;
using Outlier.Executor.Queues;

namespace Outlier.Executor.Missive;

/// <summary>One of the two queues of messages.</summary>
internal sealed class MessageQueue(string name, OutlierApi api, MessageSender sender) : IQueue<MessageItem, SendResult>
{
    public string Name => name;

    public async Task<Claim<MessageItem>> ClaimAsync(string worker, int limit, CancellationToken token)
    {
        var claim = await api.ClaimMessagesAsync(name, worker, limit, token).ConfigureAwait(false);
        return new Claim<MessageItem>([.. claim.Messages.Select(message => new MessageItem(claim, message))], claim.WakeInMilliseconds);
    }

    public Task<SendResult> PerformAsync(MessageItem item, CancellationToken token) => sender.SendAsync(name, item.Claim, item.Message, token);

    public SendResult Release(MessageItem item) => new(item.Message.Id, item.Claim.ClaimId) { Released = true };

    public Task<int> RecordAsync(IReadOnlyList<SendResult> results, CancellationToken token) => api.RecordMessagesAsync(name, results, token);
}
