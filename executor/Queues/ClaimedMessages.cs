using System.Text.Json;
using System.Text.Json.Serialization;
using Outlier.Executor.Database;

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

/// <summary>One message to send.</summary>
/// <param name="Id">Id in its queue.</param>
/// <param name="To">The person's number in E.164.</param>
/// <param name="Text">The text.</param>
/// <param name="Labels">Ids of Missive labels for the conversation.</param>
/// <param name="TraceId">Id of its trace. It exists even if traces are off.</param>
/// <param name="QueuedAt">Time at which it was queued.</param>
/// <param name="Batch">Id of its broadcast or campaign. Null if an older database does not say.</param>
/// <param name="StartWithinMilliseconds">Time after the claim in which the call must start, because of contact hours or expiry. Null: no limit.</param>
internal sealed record ClaimedMessage(
    long Id,
    string To,
    string Text,
    IReadOnlyList<Guid> Labels,
    string TraceId,
    DateTimeOffset QueuedAt,
    long? Batch = null,
    long? StartWithinMilliseconds = null);

/// <summary>One message and its claim.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Id">Id in its queue.</param>
/// <param name="Message">The message. Null if it could not be parsed.</param>
/// <param name="Problem">Why it could not be parsed.</param>
internal sealed record MessageItem(ClaimedMessages Claim, long Id, ClaimedMessage? Message, string? Problem);

/// <summary>The JSON format of claims and results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClaimedMessages))]
[JsonSerializable(typeof(IReadOnlyList<SendResult>))]
[JsonSerializable(typeof(ClaimedMessage))]
[JsonSerializable(typeof(RecordedMessages))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(DatabaseVersion))]
internal sealed partial class QueueJson : JsonSerializerContext;
