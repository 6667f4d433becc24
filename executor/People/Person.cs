using Outlier.Executor.Consent;

namespace Outlier.Executor.People;

/// <summary>One person's story. Describes the answer; the database makes it.</summary>
/// <param name="PhoneNumber">In E.164.</param>
/// <param name="Name">As Missive calls them; null where it does not know.</param>
/// <param name="IsUnsubscribed">They have opted out.</param>
/// <param name="IsExcluded">The newsroom excludes them from all texts.</param>
/// <param name="IsAddedByFile">They came in a file, and get campaigns but no broadcasts.</param>
/// <param name="CreatedAt">Since when they are in the audience, in unix seconds.</param>
/// <param name="LastTextedAt">In unix seconds; null: never.</param>
/// <param name="Conversation">Missive's id of the conversation with them; null: there is none.</param>
/// <param name="IsBlockedByTwilio">Twilio delivers nothing to them until they text START.</param>
/// <param name="ContactHours">Whether they may be texted at this hour.</param>
/// <param name="Consent">At most 50 opt-outs and opt-ins, the latest first.</param>
/// <param name="Review">Their message that waits for a decision; null: none does.</param>
/// <param name="Waiting">Messages that wait for them, the next one first.</param>
/// <param name="Messages">The latest 20 messages that they got.</param>
/// <param name="Batches">What the five latest batches did for them.</param>
public sealed record Person(
    string PhoneNumber, string? Name, bool IsUnsubscribed, bool IsExcluded, bool IsAddedByFile, long CreatedAt, long? LastTextedAt,
    Guid? Conversation, bool IsBlockedByTwilio, PersonContactHours ContactHours, IReadOnlyList<ConsentEvent> Consent, ConsentReview? Review,
    IReadOnlyList<WaitingMessage> Waiting, IReadOnlyList<PersonMessage> Messages, IReadOnlyList<PersonBatch> Batches);

/// <summary>Whether a person may be texted at this hour.</summary>
/// <param name="TimeZones">Where they may be: all of these must be open.</param>
/// <param name="IsOpen">They may.</param>
/// <param name="Until">When that changes, in unix seconds; null: not within 14 days.</param>
public sealed record PersonContactHours(IReadOnlyList<string> TimeZones, bool IsOpen, long? Until);

/// <summary>A person opted out or in.</summary>
/// <param name="Kind"><c>opt_out</c> or <c>opt_in</c>.</param>
/// <param name="At">When they said it, in unix seconds.</param>
/// <param name="Source"><c>message</c>, <c>admin</c> (somebody of the team), <c>twilio</c>, <c>failed_delivery</c>, <c>sql</c>, <c>deadline</c> or <c>import</c>.</param>
/// <param name="Actor">Who did it, where it was not the person.</param>
/// <param name="Words">In which words.</param>
public sealed record ConsentEvent(string Kind, long At, string Source, string? Actor, string? Words);

/// <summary>A message that waits for a person.</summary>
/// <param name="BatchId">Of which broadcast or campaign.</param>
/// <param name="Kind"><c>broadcast</c> or <c>campaign</c>.</param>
/// <param name="Title">The campaign's.</param>
/// <param name="IsFollowUp">It is a second message.</param>
/// <param name="Message">The text.</param>
/// <param name="State"><c>waiting</c>, <c>checking</c>, <c>sending</c> or <c>unknown</c>.</param>
/// <param name="DueAt">In unix seconds.</param>
/// <param name="WaitsForContactHours">It waits until the person may be texted.</param>
/// <param name="IsPaused">Its batch is paused.</param>
/// <param name="Refusals">How often Missive has refused it.</param>
public sealed record WaitingMessage(
    long BatchId, string Kind, string? Title, bool IsFollowUp, string Message, string State, long DueAt, bool WaitsForContactHours,
    bool IsPaused, int Refusals);

/// <summary>A message that a person got.</summary>
/// <param name="BatchId">Of which broadcast or campaign.</param>
/// <param name="Kind"><c>broadcast</c> or <c>campaign</c>.</param>
/// <param name="Title">The campaign's.</param>
/// <param name="IsFollowUp">It is a second message.</param>
/// <param name="Message">The text.</param>
/// <param name="SentAt">In unix seconds.</param>
/// <param name="Delivery"><c>delivered</c>, <c>failed</c> or <c>unknown</c>.</param>
/// <param name="Status">Twilio's word for that; null while it is not known.</param>
/// <param name="ErrorCode">Twilio's.</param>
/// <param name="Error">What it means.</param>
public sealed record PersonMessage(
    long BatchId, string Kind, string? Title, bool IsFollowUp, string Message, long SentAt, string Delivery, string? Status, int? ErrorCode,
    string? Error);

/// <summary>What a batch did for a person.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind"><c>broadcast</c> or <c>campaign</c>.</param>
/// <param name="Title">The campaign's.</param>
/// <param name="State">Its state.</param>
/// <param name="StartedAt">In unix seconds.</param>
/// <param name="Reason">Why they got no first message; null: they got it, or it waits.</param>
/// <param name="Explanation">The same in a sentence.</param>
/// <param name="FollowUpReason">Why they got no follow-up; null: they got it, it waits, or there is none.</param>
/// <param name="FollowUpExplanation">The same in a sentence.</param>
public sealed record PersonBatch(
    long Id, string Kind, string? Title, string State, long StartedAt, string? Reason, string? Explanation, string? FollowUpReason,
    string? FollowUpExplanation);

/// <summary>Somebody who takes part in a conversation. Describes the answer; the database makes it.</summary>
/// <param name="PhoneNumber">In E.164.</param>
/// <param name="Name">As Missive calls them; null where it does not know.</param>
/// <param name="IsUnsubscribed">They have opted out.</param>
/// <param name="IsExcluded">The newsroom excludes them from all texts.</param>
public sealed record FoundPerson(string PhoneNumber, string? Name, bool IsUnsubscribed, bool IsExcluded);

/// <summary>What <c>POST /people/{phoneNumber}/</c> takes. Describes the request; the database reads it.</summary>
/// <param name="Decision"><c>opt_out</c>, or <c>opt_in</c>, which takes the role sender.</param>
/// <param name="Reason">How the person let the team know; it stays in their consent history. At most 500 characters.</param>
public sealed record PersonDecision(string Decision, string Reason);
