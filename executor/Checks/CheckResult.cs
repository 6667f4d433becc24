namespace Outlier.Executor.Checks;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Problem">What is wrong with it; null: nothing.</param>
/// <param name="Remedy">What to do about the problem.</param>
internal sealed record CheckResult(string Name, string? Problem, string? Remedy)
{
    public bool Ok => Problem is null;

    public static CheckResult Fine(string name) => new(name, null, null);
}
