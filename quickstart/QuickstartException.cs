namespace Outlier.Quickstart;

/// <summary>The quickstart cannot go on; the message says why.</summary>
internal sealed class QuickstartException(string message, int exitCode = ExitCodes.Failed) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
