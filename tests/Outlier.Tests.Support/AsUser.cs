namespace Outlier.Tests.Support;

/// <summary>
/// Runs a program as the system user postgres if the tests run as root, because PostgreSQL refuses to run as root.
/// </summary>
internal static class AsUser
{
    public const string Name = "postgres";

    public static bool IsNeeded { get; } = Environment.UserName == "root";

    public static (string Program, string[] Arguments) Run(string program, string[] arguments) =>
        IsNeeded
            ? ("setpriv", [$"--reuid={Name}", $"--regid={Name}", "--init-groups", program, .. arguments])
            : (program, arguments);
}
