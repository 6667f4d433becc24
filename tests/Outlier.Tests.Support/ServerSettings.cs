namespace Outlier.Tests.Support;

/// <summary>Settings of a server for tests.</summary>
internal static class ServerSettings
{
    private const string LinePrefix = "log_line_prefix=%d:";

    public static IEnumerable<string> For(bool withCron)
    {
        // Test data need not survive a crash of the machine.
        string[] always = ["fsync=off", $"synchronous_commit={(TestServer.IsDurable ? "on" : "off")}", "full_page_writes=off", "max_connections=200", "max_worker_processes=20", LinePrefix];
        string[] cron =
        [
            "shared_preload_libraries=pg_cron",
            $"cron.database_name={TestServer.CronDatabase}",
            "cron.use_background_workers=on",
        ];
        return withCron ? [.. always, .. cron] : always;
    }
}
