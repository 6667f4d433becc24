namespace Outlier.Executor.Batches;

/// <summary>To whom the texts of a batch are sent as a test. Describes the request; the database reads it.</summary>
/// <param name="PhoneNumbers">One to five of settings.test_numbers.</param>
internal sealed record TestNumbers(IReadOnlyList<string> PhoneNumbers);
