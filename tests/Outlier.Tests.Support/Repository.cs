using System.Reflection;

namespace Outlier.Tests.Support;

/// <summary>The sources that the tests read.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>sql</c>, <c>tests</c> and the rest.</summary>
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot")
        .Value!;

    /// <summary>A path below the root.</summary>
    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);
}
