using Outlier.Executor.Consent;

namespace Outlier.Executor.People;

/// <summary>What Outlier knows about a person.</summary>
/// <param name="PhoneNumber">Phone number in E.164.</param>
/// <param name="Name">Name of the person in Missive. Null if it has none.</param>
/// <param name="IsUnsubscribed">True if the person has opted out.</param>
/// <param name="IsExcluded">True if the newsroom excludes the person from all texts.</param>
/// <param name="IsAddedByFile">True if the person came by a file. Such a person gets campaigns, but no broadcasts.</param>
/// <param name="CreatedAt">Time at which the person was added, in unix seconds.</param>
/// <param name="LastTextedAt">Time of the last text to the person, in unix seconds. Null if there is none.</param>
/// <param name="Conversation">Id of the conversation in Missive. Null if there is none.</param>
/// <param name="IsBlockedByTwilio">True if Twilio delivers nothing until the person texts START.</param>
/// <param name="ContactHours">Contact hours of the person.</param>
/// <param name="Consent">At most 50 opt-outs and opt-ins, the latest first.</param>
/// <param name="Review">Open review of the person. Null if there is none.</param>
/// <param name="Waiting">Messages that wait for the person, the next one first.</param>
/// <param name="Messages">Latest 20 messages to the person.</param>
/// <param name="Batches">Results of the five latest batches.</param>
public sealed record Person(
    string PhoneNumber, string? Name, bool IsUnsubscribed, bool IsExcluded, bool IsAddedByFile, long CreatedAt, long? LastTextedAt,
    Guid? Conversation, bool IsBlockedByTwilio, PersonContactHours ContactHours, IReadOnlyList<ConsentEvent> Consent, ConsentReview? Review,
    IReadOnlyList<WaitingMessage> Waiting, IReadOnlyList<PersonMessage> Messages, IReadOnlyList<PersonBatch> Batches);

/// <summary>Whether a person may be texted now.</summary>
/// <param name="TimeZones">Time zones in which the person may be. The contact hours must be open in all of them.</param>
/// <param name="IsOpen">True if the person may be texted now.</param>
/// <param name="Until">Time of the next change, in unix seconds. Null if it is more than 14 days away.</param>
public sealed record PersonContactHours(IReadOnlyList<string> TimeZones, bool IsOpen, long? Until);

/// <summary>An opt-out or opt-in of a person.</summary>
/// <param name="Kind"><c>opt_out</c> or <c>opt_in</c>.</param>
/// <param name="At">Time of the change, in unix seconds.</param>
/// <param name="Source"><c>message</c>, <c>admin</c> (a member of the team), <c>twilio</c>, <c>failed_delivery</c>, <c>sql</c>, <c>deadline</c> or <c>import</c>.</param>
/// <param name="Actor">Author of the change, if it was not the person.</param>
/// <param name="Words">Words of the message.</param>
public sealed record ConsentEvent(string Kind, long At, string Source, string? Actor, string? Words);

/// <summary>A message that waits for a person.</summary>
/// <param name="BatchId">Id of the broadcast or campaign.</param>
/// <param name="Kind"><c>broadcast</c> or <c>campaign</c>.</param>
/// <param name="Title">Title of the campaign. Null for a broadcast.</param>
/// <param name="IsFollowUp">True if the message is a follow-up.</param>
/// <param name="Message">Text of this message.</param>
/// <param name="State"><c>waiting</c>, <c>checking</c>, <c>sending</c> or <c>unknown</c>.</param>
/// <param name="DueAt">Time at which it is due, in unix seconds.</param>
/// <param name="WaitsForContactHours">True if the message waits for the contact hours of the person.</param>
/// <param name="IsPaused">True if the batch is paused.</param>
/// <param name="Refusals">Number of refusals by Missive.</param>
public sealed record WaitingMessage(
    long BatchId, string Kind, string? Title, bool IsFollowUp, string Message, string State, long DueAt, bool WaitsForContactHours,
    bool IsPaused, int Refusals);

/// <summary>A message to a person.</summary>
/// <param name="BatchId">Id of the broadcast or campaign.</param>
/// <param name="Kind"><c>broadcast</c> or <c>campaign</c>.</param>
/// <param name="Title">Title of the campaign. Null for a broadcast.</param>
/// <param name="IsFollowUp">True if the message is a follow-up.</param>
/// <param name="Message">Text of this message.</param>
/// <param name="SentAt">Time at which the message was sent, in unix seconds.</param>
/// <param name="Delivery"><c>delivered</c>, <c>failed</c> or <c>unknown</c>.</param>
/// <param name="Status">Delivery status of Twilio. Null while it is unknown.</param>
/// <param name="ErrorCode">Error code of Twilio.</param>
/// <param name="Error">Meaning of the error code.</param>
public sealed record PersonMessage(
    long BatchId, string Kind, string? Title, bool IsFollowUp, string Message, long SentAt, string Delivery, string? Status, int? ErrorCode,
    string? Error);

/// <summary>Result of a batch for a person.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind"><c>broadcast</c> or <c>campaign</c>.</param>
/// <param name="Title">Title of the campaign. Null for a broadcast.</param>
/// <param name="State">State of the batch.</param>
/// <param name="StartedAt">Start, in unix seconds.</param>
/// <param name="Reason">Reason why the person got no first message. Null if they got it, or it waits.</param>
/// <param name="Explanation">The reason as a sentence.</param>
/// <param name="FollowUpReason">Reason why the person got no follow-up. Null if they got it, it waits, or there is none.</param>
/// <param name="FollowUpExplanation">The reason as a sentence.</param>
public sealed record PersonBatch(
    long Id, string Kind, string? Title, string State, long StartedAt, string? Reason, string? Explanation, string? FollowUpReason,
    string? FollowUpExplanation);

/// <summary>A participant of a conversation.</summary>
/// <param name="PhoneNumber">Phone number in E.164.</param>
/// <param name="Name">Name of the person in Missive. Null if it has none.</param>
/// <param name="IsUnsubscribed">True if the person has opted out.</param>
/// <param name="IsExcluded">True if the newsroom excludes the person from all texts.</param>
public sealed record FoundPerson(string PhoneNumber, string? Name, bool IsUnsubscribed, bool IsExcluded);

/// <summary>Opts a person out or in.</summary>
/// <param name="Decision"><c>opt_out</c> or <c>opt_in</c>. <c>opt_in</c> requires the role sender.</param>
/// <param name="Reason">How the person told the team. It becomes part of the consent history. At most 500 characters.</param>
public sealed record PersonDecision(string Decision, string Reason);
