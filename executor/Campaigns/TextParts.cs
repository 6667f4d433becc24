namespace Outlier.Executor.Campaigns;

/// <summary>A text as carriers count it. Describes the answer; the database makes it.</summary>
/// <param name="Encoding">GSM-7 or UCS-2.</param>
/// <param name="Parts">How many SMS it takes.</param>
/// <param name="Length">In characters of that encoding.</param>
public sealed record TextParts(string Encoding, int Parts, int Length);
