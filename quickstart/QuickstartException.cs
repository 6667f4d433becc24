namespace Outlier.Quickstart;

/// <summary>The quickstart cannot continue. The message says why.</summary>
internal sealed class QuickstartException(string message, int exitCode = ExitCodes.Failed) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
