namespace Outlier.Executor.Campaigns.Documents;

/// <summary>A text as the carriers count it: GSM-7 or UCS-2, and how many SMS it takes.</summary>
internal sealed record TextParts(string Encoding, int Parts, int Length);
