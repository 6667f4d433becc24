using System.Reflection;

namespace Outlier.Tests.Support;

/// <summary>The sources that the tests read.</summary>
public static class Repository
{
    /// <summary>The root folder, which contains <c>sql</c>, <c>tests</c> and others.</summary>
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot")
        .Value!;

    /// <summary>A path below the root.</summary>
    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);
}
