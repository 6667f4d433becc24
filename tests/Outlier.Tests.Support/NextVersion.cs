using Outlier.Migrator;

namespace Outlier.Tests.Support;

/// <summary>
/// A fictitious next version with everything that an upgrade can bring: columns and a trigger on busy tables, changed
/// function bodies, a new function, and an index.
/// </summary>
public static class NextVersion
{
    /// <summary>
    /// Marks the changed bodies of <c>api.claim_messages</c> and other functions that executors call all the time.
    /// </summary>
    public const string Mark = "-- The next version.";

    private static readonly string[] Changed =
        ["api.claim_messages", "api.record_messages", "api.receive_user_action", "outlier.broadcast_progress", "outlier.campaign_progress"];

    /// <summary>The number of its newest migration.</summary>
    public static int Version => ScriptCatalog.Load().Version + 2;

    /// <summary>Migrates a database of this version to the next one.</summary>
    public static MigrationResult Migrate(string connectionString) =>
        DatabaseMigrator.Run(new MigrationOptions(connectionString, WithoutCron: true), Catalog());

    private static ScriptCatalog Catalog() => ScriptCatalog.Of(
    [
        .. ScriptCatalog.Files().Select(Change),
        SqlScriptFile.Create(
            $"migrations/{Version - 1:D4}_next.sql",
            """
            alter table outlier.message_statuses add column next_column text;
            alter table outlier.conversations add column next_column text;
            alter table outlier.authors add column next_column text;

            """),
        SqlScriptFile.Create(
            $"migrations/{Version:D4}_next_index.sql",
            """
            -- Outside a transaction.
            create index concurrently if not exists message_statuses_next_column on outlier.message_statuses (next_column);

            """),
        SqlScriptFile.Create(
            "functions/shared/api.next.sql",
            "create or replace function api.next() returns text language sql set search_path = '' as $$ select 'next' $$;\n"),
        SqlScriptFile.Create(
            "functions/shared/outlier.tg_conversations__next.sql",
            """
            create or replace function outlier.tg_conversations__next() returns trigger language plpgsql set search_path = '' as $$
            begin
              return null;
            end
            $$;

            create or replace trigger _900_next
              after insert or update on outlier.conversations
              for each statement
              execute function outlier.tg_conversations__next();

            """),
    ]);

    private static SqlScriptFile Change(SqlScriptFile file) => Changed.Contains(Path.GetFileNameWithoutExtension(file.Name))
        ? SqlScriptFile.Create(file.Name, file.Text.Replace("as $$\n", $"as $$\n{Mark}\n", StringComparison.Ordinal) + $"{Mark}\n")
        : file;
}
