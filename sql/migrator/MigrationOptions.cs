namespace Outlier.Migrator;

/// <summary>How to bring a database up to date.</summary>
/// <param name="ConnectionString">Npgsql connection string of a role that may become <c>outlier_owner</c>.</param>
/// <param name="DryRun">Says what would be done, and does nothing.</param>
/// <param name="WithoutCron">Goes on where pg_cron is missing: nothing then starts on a schedule.</param>
public sealed record MigrationOptions(string ConnectionString, bool DryRun = false, bool WithoutCron = false);
