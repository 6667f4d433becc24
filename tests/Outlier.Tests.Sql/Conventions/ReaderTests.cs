using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Conventions;

/// <summary>Checks the rights of outlier_reader, the role for dashboards.</summary>
[TestFixture]
public sealed class ReaderTests
{
    // The salt makes it possible to reverse the hashes of erased people. A body has a person's words, unedited.
    private static readonly Dictionary<string, string> Secret = new(StringComparer.Ordinal)
    {
        ["outlier.settings"] = "erasure_salt",
        ["outlier.erased_people"] = "erased_at",
        ["outlier.api_tokens"] = "name",
        ["outlier.invoke_history"] = "body",
        ["outlier.errors"] = "body",
        ["outlier.requests"] = "payload",
    };

    [Test]
    public async Task A_reader_can_read_every_table_and_view_but_what_is_secret_and_write_none()
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync("outlier_reader");
        var relations = await connection.ColumnAsync<string>(
            "select c.oid::regclass::text from pg_class as c where c.relnamespace = 'outlier'::regnamespace and c.relkind in ('r', 'p', 'v') order by 1");
        Assert.That(relations, Does.Contain("outlier.problems").And.Contain("outlier.recipients"));
        foreach (var relation in relations.Where(relation => relation != "outlier.schema_versions"))
        {
            if (Secret.TryGetValue(relation, out var column))
            {
                var hidden = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync($"select {column} from {relation}"));
                Assert.That(hidden!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege), relation);
            }
            else
            {
                await connection.ExecuteAsync($"select * from {relation}");
            }

            var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync($"delete from {relation}"));
            Assert.That(refused!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege).Or.EqualTo(PostgresErrorCodes.ObjectNotInPrerequisiteState), relation);
        }
    }
}
