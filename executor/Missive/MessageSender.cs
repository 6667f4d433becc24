using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Queues;

namespace Outlier.Executor.Missive;

/// <summary>Sends one message through Missive, once, and tells the facts.</summary>
internal sealed partial class MessageSender(IMissiveApi missive, IOptions<MissiveOptions> options, TimeProvider time, ILogger<MessageSender> logger)
{
    private const int LongestBody = 2000;

    // Missive has been seen to take over ten seconds; giving up early makes an unknown outcome of a good send. For the whole
    // answer: a body that never ends must not hold its place for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Makes the call. Whatever happens is a result; it never throws and never repeats the call.</summary>
    public async Task<SendResult> SendAsync(string queue, ClaimedMessages claim, ClaimedMessage message, CancellationToken token)
    {
        var result = new SendResult(message.Id, claim.ClaimId);
        using var patience = new CancellationTokenSource(Patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token, patience.Token);
        try
        {
            using var response = await missive.CreateDraftAsync(Request(claim, message), TokenOf(queue), limit.Token).ConfigureAwait(false);
            return await ReadAsync(queue, result, response, limit.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // An exception that got away would leave the message without any result.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var written = !IsConnectFailure(exception);
            Log.NoAnswer(logger, queue, message.Id, written, exception.GetBaseException().Message);
            return result with { Written = written, Body = Printable(exception.GetBaseException().Message) };
        }
    }

    private static DraftRequest Request(ClaimedMessages claim, ClaimedMessage message) => new(new Draft(
        message.Text,
        new DraftField(claim.From, "twilio"),
        [new DraftField(message.To)],
        claim.Organization,
        message.Labels.Count > 0 ? message.Labels : null,
        Send: true));

    // Only these are known to precede the request. Anything else may have come after Missive had it.
    private static bool IsConnectFailure(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError })
            {
                return true;
            }
        }

        return false;
    }

    // PostgreSQL's text holds no NUL.
    private static string Printable(string text) =>
        (text.Length > LongestBody ? text[..LongestBody] : text).Replace("\0", string.Empty, StringComparison.Ordinal);

    private async Task<SendResult> ReadAsync(string queue, SendResult result, HttpResponseMessage response, CancellationToken token)
    {
        result = result with { Written = true, Status = (int)response.StatusCode, RetryAfter = RetryAfter(response) };
        string body;
        try
        {
            body = await response.Content.ReadAsStringAsync(token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            // The status has come: that is what counts.
            return result with { Body = Printable(exception.Message) };
        }

        if (!response.IsSuccessStatusCode)
        {
            Log.NotAccepted(logger, queue, result.Id, result.Status.Value);
            return result with { Body = Printable(body) };
        }

        var answer = Parse(body);
        return answer is null
            ? result with { Body = Printable(body) }
            : result with { MissiveId = answer.Id, ConversationId = answer.Conversation };
    }

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
            // Missive took it, whatever its answer looks like; the outgoing webhook tells the id.
            return null;
        }
    }

    private int? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - time.GetUtcNow());
        return wait is { } value ? (int)Math.Clamp(Math.Ceiling(value.TotalSeconds), 1, 86_400) : null;
    }

    private string TokenOf(string queue) => queue switch
    {
        QueueNames.FirstMessages => options.Value.FirstMessagesToken,
        QueueNames.SecondMessages => options.Value.SecondMessagesToken,
        _ => throw new ArgumentOutOfRangeException(nameof(queue), queue, string.Format(CultureInfo.InvariantCulture, "No token is configured for {0}.", queue)),
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Missive did not take message {MessageId} of {Queue}: status {Status}.")]
        public static partial void NotAccepted(ILogger logger, string queue, long messageId, int status);

        [LoggerMessage(2, LogLevel.Warning, "No answer for message {MessageId} of {Queue} (may have reached Missive: {Written}): {Cause}")]
        public static partial void NoAnswer(ILogger logger, string queue, long messageId, bool written, string cause);
    }
}
