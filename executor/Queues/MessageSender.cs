using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Calls;
using Outlier.Executor.Database;
using Outlier.Executor.Missive;
using Outlier.Executor.Texts;

namespace Outlier.Executor.Queues;

/// <summary>Sends one message through Missive once, and returns the facts.</summary>
internal sealed partial class MessageSender(IMissiveApi missive, OutboundCalls calls, IOptions<MissiveOptions> options, ILogger<MessageSender> logger)
{
    private const int LongestBody = 2000;

    /// <summary>Makes the call. Every outcome is a result. It never retries. It throws if the lease has ended before the call.</summary>
    public async Task<SendResult> SendAsync(string queue, ClaimedMessages claim, ClaimedMessage message, CancellationToken token)
    {
        var request = Request(claim, message);
        var answer = await calls.MakeAsync(queue, limit => missive.CreateDraftAsync(request, TokenOf(queue), limit), token);
        var result = new SendResult(message.Id, claim.ClaimId)
        {
            Batch = message.Batch,
            To = message.To,
            Status = answer.Status,
            Written = answer.Written,
            RetryAfter = answer.RetryAfter,
            Clock = answer.Clock,
        };
        if (answer.IsSuccess && Parse(answer.Body) is { } ids)
        {
            return result with { MissiveId = ids.Id, ConversationId = ids.Conversation };
        }

        if (answer.Status is null)
        {
            Log.NoAnswer(logger, queue, message.Id, answer.Written, answer.Body);
        }
        else if (!answer.IsSuccess)
        {
            Log.NotAccepted(logger, queue, message.Id, answer.Status.Value);
        }

        return result with { Body = StorableText.Of(answer.Body, LongestBody) };
    }

    private static DraftRequest Request(ClaimedMessages claim, ClaimedMessage message) => new(new Draft(
        message.Text,
        new DraftField(claim.From, "twilio"),
        [new DraftField(message.To)],
        claim.Organization,
        message.Labels.Count > 0 ? message.Labels : null,
        Send: true));

    private static DraftAnswer.Identifiers? Parse(string body)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(body, MissiveJson.Default.DraftAnswer)?.Drafts;
        }
        catch (JsonException)
        {
            // Missive accepted the message even if its answer cannot be parsed. The outgoing webhook brings the id.
            return null;
        }
    }

    private string TokenOf(string queue) => queue switch
    {
        QueueNames.FirstMessages => options.Value.FirstMessagesToken,
        QueueNames.SecondMessages => options.Value.SecondMessagesToken,
        _ => throw new ArgumentOutOfRangeException(nameof(queue), queue, string.Format(CultureInfo.InvariantCulture, "The configuration has no token for {0}.", queue)),
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Missive rejected message {MessageId} of {Queue} with status {Status}.")]
        public static partial void NotAccepted(ILogger logger, string queue, long messageId, int status);

        [LoggerMessage(2, LogLevel.Warning, "Missive did not answer for message {MessageId} of {Queue}. Missive may have received the message: {Written}. Cause: {Cause}")]
        public static partial void NoAnswer(ILogger logger, string queue, long messageId, bool written, string cause);
    }
}
