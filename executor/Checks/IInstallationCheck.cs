namespace Outlier.Executor.Checks;

/// <summary>Looks at one part of an installation. What it finds is a result and never an exception.</summary>
internal interface IInstallationCheck
{
    /// <param name="report">What the database says of itself; null where it could not be asked.</param>
    /// <param name="token">Ends the looking.</param>
    IAsyncEnumerable<CheckResult> RunAsync(InstallationReport? report, CancellationToken token);
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Problem">What is wrong with it; null: nothing.</param>
/// <param name="Remedy">What to do about the problem.</param>
internal sealed record CheckResult(string Name, string? Problem, string? Remedy)
{
    public bool Ok => Problem is null;

    public static CheckResult Fine(string name) => new(name, null, null);
}
