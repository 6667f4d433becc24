using Outlier.Migrator;

namespace Outlier.Tests.Sql.Migrations;

[TestFixture]
public sealed class LockFileTests
{
    private static readonly SqlScriptFile One = SqlScriptFile.Create("migrations/0001_one.sql", "select 1;");
    private static readonly SqlScriptFile Two = SqlScriptFile.Create("migrations/0002_two.sql", "select 2;");

    [Test]
    public void Migrations_that_are_those_of_the_lock_file_pass() =>
        Assert.That(() => ScriptCatalog.CheckLock([One, Two], Lock(One, Two)), Throws.Nothing);

    [Test]
    public void An_edited_migration_is_refused() =>
        Assert.That(
            () => ScriptCatalog.CheckLock([One, SqlScriptFile.Create(Two.Name, "select 3;")], Lock(One, Two)),
            Throws.TypeOf<MigrationException>().With.Message.Contains("0002_two.sql was edited after it was locked"));

    [Test]
    public void A_migration_that_is_not_locked_is_refused_with_the_command_to_lock_it() =>
        Assert.That(
            () => ScriptCatalog.CheckLock([One, Two], Lock(One)),
            Throws.TypeOf<MigrationException>().With.Message.Contains("sha256sum 0002_two.sql >> migrations.lock"));

    [Test]
    public void A_migration_that_is_gone_is_refused() =>
        Assert.That(
            () => ScriptCatalog.CheckLock([One], Lock(One, Two)),
            Throws.TypeOf<MigrationException>().With.Message.Contains("0002_two.sql is in migrations.lock but is gone"));

    [Test]
    public void A_gap_in_the_numbers_is_refused() =>
        Assert.That(
            () => ScriptCatalog.CheckLock([Two], Lock(Two)),
            Throws.TypeOf<MigrationException>().With.Message.Contains("out of order"));

    private static string Lock(params SqlScriptFile[] migrations) =>
        string.Concat(migrations.Select(migration => $"{migration.Sha256}  {Path.GetFileName(migration.Name)}\n"));
}
