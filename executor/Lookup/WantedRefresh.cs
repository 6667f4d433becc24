namespace Outlier.Executor.Lookup;

/// <summary>Which conversation, and with whom.</summary>
internal sealed record WantedRefresh(Guid Conversation, string Reference);
