namespace Outlier.Simulator.Memory;

/// <summary>A draft that has not been sent.</summary>
internal sealed record Draft(Guid Id, Conversation Conversation, string To, string Body, DateTimeOffset? SendAt);
