namespace Outlier.Migrator;

/// <summary>The result of a migration, or the forecast of a dry run.</summary>
/// <param name="Migrations">Migrations run, in order.</param>
/// <param name="Functions">Function files applied, in order.</param>
/// <param name="Cron">Whether jobs are scheduled with pg_cron.</param>
/// <param name="Warnings">Problems that do not stop the migration. Each says how to repair it.</param>
public sealed record MigrationResult(
    IReadOnlyList<string> Migrations,
    IReadOnlyList<string> Functions,
    bool Cron,
    IReadOnlyList<string> Warnings);
