namespace Outlier.Executor.Campaigns;

/// <summary>A file that cannot be read; the message says what to change in it.</summary>
internal sealed class RecipientFileException(string message, int status = StatusCodes.Status400BadRequest) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status => status;
}
