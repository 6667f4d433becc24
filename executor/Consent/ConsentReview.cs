namespace Outlier.Executor.Consent;

/// <summary>A message that may be an opt-out, for a person to decide. Describes the answer; the database makes it.</summary>
/// <param name="Id">Names the review in <c>POST /consent-reviews/{id}/</c>.</param>
/// <param name="PhoneNumber">The person's number in E.164.</param>
/// <param name="Message">The latest such message, up to 500 characters.</param>
/// <param name="Words">The words in it that may mean no.</param>
/// <param name="Messages">How many such messages came while the review was open.</param>
/// <param name="OpenedAt">Unix seconds.</param>
/// <param name="DueAt">Unix seconds. If nobody has decided by then, the person is opted out.</param>
/// <param name="Name">The person's name, if Missive knows one.</param>
/// <param name="Conversation">Missive's id of the conversation.</param>
/// <param name="Decision"><c>opt_out</c> or <c>keep</c>; missing while the review is open.</param>
/// <param name="DecidedAt">Unix seconds.</param>
/// <param name="DecidedBy">Who decided.</param>
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

/// <summary>What <c>POST /consent-reviews/{id}/</c> takes. Describes the request; the database reads it.</summary>
/// <param name="Decision"><c>opt_out</c> unsubscribes the person; <c>keep</c> leaves them as they are.</param>
internal sealed record ReviewDecision(string Decision);
