namespace Outlier.Executor.Desk.Pages;

/// <summary>The size of a text as carriers count it, and a cheaper version. The database computes both.</summary>
/// <param name="Encoding">GSM-7 or UCS-2.</param>
/// <param name="Parts">Number of SMS parts.</param>
/// <param name="Length">Length in characters.</param>
/// <param name="Expensive">Characters of the text that GSM-7 does not have.</param>
/// <param name="PlainText">The text with plain quotes and dashes. Null if it has no curly ones.</param>
/// <param name="PlainParts">Number of SMS parts of the plain text.</param>
public sealed record MeasuredText(string Encoding, int Parts, int Length, IReadOnlyList<string> Expensive, string? PlainText, int? PlainParts);
