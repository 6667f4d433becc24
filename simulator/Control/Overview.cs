namespace Outlier.Simulator.Control;

/// <summary>The simulator's counters.</summary>
internal sealed record Overview(
    long Calls,
    long RateLimited,
    int Sent,
    int Received,
    int Drafts,
    long Posts,
    int Conversations,
    int Labels,
    int Links,
    int Faults,
    long WebhooksDelivered,
    long WebhooksPending,
    long WebhookFailures,
    long WebhooksGivenUp,
    Uri? WebhookUrl,
    string OurNumber,
    Guid OrganizationId,
    IReadOnlyList<QuotaLimit> Quotas,
    int MaxConcurrent)
{
    public static Overview Of(SimulatorState state) => new(
        state.CallLog.Total,
        state.RateLimited,
        state.SentCount,
        state.Store.Log.Count - state.SentCount,
        state.Store.Drafts.Count,
        state.Store.Posts.Count,
        state.Store.ConversationCount,
        state.Store.Labels.All().Length,
        state.Store.Links.NewestFirst().Length,
        state.FaultBook.Count,
        state.Webhooks.Delivered,
        state.Webhooks.Pending,
        state.Webhooks.FailedAttempts,
        state.Webhooks.GivenUp,
        state.Options.WebhookUrl,
        state.Options.OurNumber,
        state.Options.OrganizationId,
        state.Options.Quotas,
        state.Options.MaxConcurrent);
}
