namespace Outlier.Simulator.Memory;

/// <summary>A draft that was not sent.</summary>
internal sealed record Draft(Guid Id, Conversation Conversation, string To, string Body, DateTimeOffset? SendAt);
