namespace Outlier.Quickstart;

/// <summary>How it ended, so that the script shows the log that matters.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    public const int Failed = 1;

    /// <summary>pg_cron did not start the broadcast: the database's log tells.</summary>
    public const int NotMade = 3;

    /// <summary>It was started and did not end: the executor's log tells.</summary>
    public const int NotSent = 4;

    public const int Interrupted = 130;
}
