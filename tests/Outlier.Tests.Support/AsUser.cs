namespace Outlier.Tests.Support;

/// <summary>PostgreSQL refuses to run as root; root runs it as the system user postgres.</summary>
internal static class AsUser
{
    public const string Name = "postgres";

    public static bool IsNeeded { get; } = Environment.UserName == "root";

    public static (string Program, string[] Arguments) Run(string program, string[] arguments) =>
        IsNeeded
            ? ("setpriv", [$"--reuid={Name}", $"--regid={Name}", "--init-groups", program, .. arguments])
            : (program, arguments);
}
