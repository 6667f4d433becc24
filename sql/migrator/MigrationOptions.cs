namespace Outlier.Migrator;

/// <summary>Options of a migration.</summary>
/// <param name="ConnectionString">Npgsql connection string of a role that may become <c>outlier_owner</c>.</param>
/// <param name="DryRun">Lists the pending scripts and changes nothing.</param>
/// <param name="WithoutCron">Does not require pg_cron. Without pg_cron, nothing starts on a schedule.</param>
public sealed record MigrationOptions(string ConnectionString, bool DryRun = false, bool WithoutCron = false);
