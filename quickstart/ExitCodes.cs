namespace Outlier.Quickstart;

/// <summary>The exit codes. They tell the script which log to show.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    public const int Failed = 1;

    /// <summary>pg_cron did not start the broadcast. The database's log shows why.</summary>
    public const int NotMade = 3;

    /// <summary>The broadcast started but did not finish. The executor's log shows why.</summary>
    public const int NotSent = 4;

    public const int Interrupted = 130;
}
