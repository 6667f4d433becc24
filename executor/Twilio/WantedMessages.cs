namespace Outlier.Executor.Twilio;

/// <summary>Which page of the log is wanted.</summary>
/// <param name="From">Our number; null: from everybody.</param>
/// <param name="To">A person's, or ours for what came in; null: to everybody.</param>
/// <param name="Since">A day, as Twilio counts them; null: from the beginning.</param>
/// <param name="PageSize">At most 1000.</param>
/// <param name="Page">The page's address as Twilio gave it; null: the first.</param>
internal sealed record WantedMessages(string? From, string? To, string? Since, int PageSize, string? Page);
