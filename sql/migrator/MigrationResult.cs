namespace Outlier.Migrator;

/// <summary>What a migration did, or with a dry run would do.</summary>
/// <param name="Migrations">Migrations run, in order.</param>
/// <param name="Functions">Function files applied, in order.</param>
/// <param name="Cron">Whether jobs are scheduled with pg_cron.</param>
/// <param name="Warnings">What works less well than it could, and how to mend it.</param>
public sealed record MigrationResult(
    IReadOnlyList<string> Migrations,
    IReadOnlyList<string> Functions,
    bool Cron,
    IReadOnlyList<string> Warnings);
