namespace Outlier.Executor.Campaigns.Documents;

/// <summary>What a campaign would be.</summary>
internal sealed record Preview(
    int RecipientCount, IReadOnlyList<SamplePerson> Sample, TextParts? FirstMessage, TextParts? SecondMessage, long ExpectedParts, long ExpectedEnd);
