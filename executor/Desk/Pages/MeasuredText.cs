namespace Outlier.Executor.Desk.Pages;

/// <summary>A text as carriers count it, and what would make it cheaper; the database makes it.</summary>
/// <param name="Encoding">GSM-7 or UCS-2.</param>
/// <param name="Parts">How many SMS it takes.</param>
/// <param name="Length">In characters.</param>
/// <param name="Expensive">The characters that GSM-7 does not have.</param>
/// <param name="PlainText">The same with plain quotes and dashes; null where it has no others.</param>
/// <param name="PlainParts">How many SMS that would take.</param>
public sealed record MeasuredText(string Encoding, int Parts, int Length, IReadOnlyList<string> Expensive, string? PlainText, int? PlainParts);
