namespace Outlier.Quickstart;

/// <summary>The addresses and the password that quickstart.sh passes on.</summary>
internal sealed record Surroundings(string Database, Uri Simulator, string ExecutorPassword)
{
    public static Surroundings Read() => new(
        Get("OUTLIER_QUICKSTART_DATABASE"), new Uri(Get("OUTLIER_QUICKSTART_SIMULATOR")), Get("OUTLIER_QUICKSTART_EXECUTOR_PASSWORD"));

    private static string Get(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new QuickstartException($"{name} is not set. Run ./quickstart.sh, which sets it.");
}
