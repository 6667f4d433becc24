using System.Text.Json;

namespace Outlier.Executor.Queues;

/// <summary>Messages that are this worker's to send, and when to ask again.</summary>
/// <param name="ClaimId">Names the claim; results carry it.</param>
/// <param name="ClaimedAt">When, by the database's clock.</param>
/// <param name="From">Our number, in E.164.</param>
/// <param name="Organization">Missive organization, or null.</param>
/// <param name="Messages">What to send: each a <see cref="ClaimedMessage"/>, read one by one, so that one that cannot be read stops no other.</param>
/// <param name="WakeInMilliseconds">When more can be claimed; null: when notified.</param>
/// <param name="LeaseMilliseconds">How long the claim is valid.</param>
internal sealed record ClaimedMessages(
    long ClaimId,
    DateTimeOffset ClaimedAt,
    string From,
    Guid? Organization,
    IReadOnlyList<JsonElement> Messages,
    long? WakeInMilliseconds,
    long LeaseMilliseconds);
