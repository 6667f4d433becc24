namespace Outlier.Executor.Http;

/// <summary>Paths of the predecessor's edge functions that have no counterpart. The answer says what does their work now.</summary>
internal static class RetiredEndpoints
{
    /// <summary>The paths and their answers.</summary>
    public static readonly IReadOnlyDictionary<string, string> Sentences = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["/make"] = "Outlier starts broadcasts by their schedule. To start the upcoming one now, call POST /send-now/. Remove this call.",
        ["/send-messages"] = "Outlier sends queued messages by itself. Remove this call, and the cron job that makes it.",
        ["/reconcile-twilio-status"] = "Outlier asks Twilio for delivery statuses by itself, each day. Remove this call, and the cron job that makes it.",
        ["/handle-failed-deliveries"] = "Outlier looks for failed deliveries by itself, each day. Remove this call, and the cron job that makes it.",
        ["/archive-double-failures"] = "Outlier archives double failures by itself, each day. Remove this call, and the cron job that makes it.",
    };

    public static void MapRetired(this WebApplication app)
    {
        foreach (var (path, sentence) in Sentences)
        {
            app.MapMethods(path, [HttpMethods.Get, HttpMethods.Post], context => Answer.WriteErrorAsync(context, StatusCodes.Status410Gone, sentence)).AllowAnonymous();
        }
    }
}
