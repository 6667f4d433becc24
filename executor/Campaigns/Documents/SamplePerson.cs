namespace Outlier.Executor.Campaigns.Documents;

/// <summary>Somebody whom segments reach.</summary>
internal sealed record SamplePerson(string PhoneNumber, string? Name);
