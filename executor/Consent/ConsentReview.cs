namespace Outlier.Executor.Consent;

/// <summary>A message that may be an opt-out. A person decides.</summary>
/// <param name="Id">Id of the review, for <c>POST /consent-reviews/{id}/</c>.</param>
/// <param name="PhoneNumber">The person's number in E.164.</param>
/// <param name="Message">The latest such message, up to 500 characters.</param>
/// <param name="Words">Words in the message that may mean an opt-out.</param>
/// <param name="Messages">Number of such messages since the review was opened.</param>
/// <param name="OpenedAt">Time at which the review was opened, in unix seconds.</param>
/// <param name="DueAt">Deadline, in unix seconds. Without a decision by then, the person is opted out.</param>
/// <param name="Name">Name of the person, if Missive has one.</param>
/// <param name="Conversation">Id of the conversation in Missive.</param>
/// <param name="Decision"><c>opt_out</c> or <c>keep</c>. Missing while the review is open.</param>
/// <param name="DecidedAt">Time of the decision, in unix seconds.</param>
/// <param name="DecidedBy">Person who decided.</param>
public sealed record ConsentReview(
    long Id,
    string PhoneNumber,
    string Message,
    string Words,
    int Messages,
    long OpenedAt,
    long DueAt,
    string? Name = null,
    Guid? Conversation = null,
    string? Decision = null,
    long? DecidedAt = null,
    string? DecidedBy = null);

/// <summary>Decision of a review.</summary>
/// <param name="Decision"><c>opt_out</c> unsubscribes the person. <c>keep</c> changes nothing.</param>
internal sealed record ReviewDecision(string Decision);
