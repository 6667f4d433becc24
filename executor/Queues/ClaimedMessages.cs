using System.Text.Json;

namespace Outlier.Executor.Queues;

/// <summary>A claim of messages.</summary>
/// <param name="ClaimId">Id of the claim. Results carry it.</param>
/// <param name="ClaimedAt">Time of the claim, by the database's clock.</param>
/// <param name="From">The sending number in E.164.</param>
/// <param name="Organization">Id of the Missive organization. Null if it is not set.</param>
/// <param name="Messages">The messages as JSON, each a <see cref="ClaimedMessage"/>. A malformed one does not stop the others.</param>
/// <param name="WakeInMilliseconds">Time until the next claim is useful, in milliseconds. Null: wait for a notification.</param>
/// <param name="LeaseMilliseconds">Length of the lease, in milliseconds.</param>
internal sealed record ClaimedMessages(
    long ClaimId,
    DateTimeOffset ClaimedAt,
    string From,
    Guid? Organization,
    IReadOnlyList<JsonElement> Messages,
    long? WakeInMilliseconds,
    long LeaseMilliseconds);
