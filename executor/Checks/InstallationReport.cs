namespace Outlier.Executor.Checks;

/// <summary>What <c>api.check_installation</c> tells.</summary>
/// <param name="Now">The database's clock, in milliseconds since 1970.</param>
/// <param name="Process">The server process that answered.</param>
/// <param name="Organization">The Missive organization of the settings.</param>
/// <param name="Quotas">The quota of each token, by the token's name.</param>
/// <param name="ConnectionLimit">How many connections the server allows this login.</param>
/// <param name="Items">What it looked at.</param>
internal sealed record InstallationReport(long Now, int Process, Guid? Organization, IReadOnlyDictionary<string, string>? Quotas, int? ConnectionLimit, IReadOnlyList<CheckResult> Items);
