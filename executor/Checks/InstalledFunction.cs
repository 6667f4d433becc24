namespace Outlier.Executor.Checks;

/// <summary>What <c>api.read_functions</c> tells of one function.</summary>
/// <param name="File">The file that made it.</param>
/// <param name="FileHash">The SHA-256 of that file.</param>
/// <param name="BodyHash">The SHA-256 of the body that the database runs.</param>
/// <param name="IsDefiner">Whether it runs with the rights of its owner.</param>
internal sealed record InstalledFunction(string File, string FileHash, string BodyHash, bool IsDefiner);
