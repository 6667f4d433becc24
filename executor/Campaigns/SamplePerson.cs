namespace Outlier.Executor.Campaigns;

/// <summary>One of those whom a campaign would reach. Describes the answer; the database makes it.</summary>
public sealed record SamplePerson(string PhoneNumber, string? Name);
