namespace Outlier.Executor.Checks;

/// <summary>Checks one part of an installation. It returns a problem as a result and never throws.</summary>
internal interface IInstallationCheck
{
    /// <param name="report">The database's report. Null if the database did not answer.</param>
    /// <param name="token">Cancels the check.</param>
    IAsyncEnumerable<CheckResult> RunAsync(InstallationReport? report, CancellationToken token);
}

/// <summary>Result of one check.</summary>
/// <param name="Name">Name of the checked part.</param>
/// <param name="Problem">The problem. Null if there is none.</param>
/// <param name="Remedy">How to solve the problem.</param>
internal sealed record CheckResult(string Name, string? Problem, string? Remedy)
{
    public bool Ok => Problem is null;

    public static CheckResult Fine(string name) => new(name, null, null);
}
