namespace Outlier.Executor.Checks;

/// <summary>Looks at one part of an installation. What it finds is a result and never an exception.</summary>
internal interface IInstallationCheck
{
    /// <param name="report">What the database says of itself; null where it could not be asked.</param>
    /// <param name="token">Ends the looking.</param>
    IAsyncEnumerable<CheckResult> RunAsync(InstallationReport? report, CancellationToken token);
}
