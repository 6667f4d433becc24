namespace Outlier.Executor.Campaigns.Documents;

/// <summary>How many people segments reach.</summary>
#pragma warning disable CA1707 // The name that it has had on the wire.
internal sealed record RecipientCount(int recipient_count);
