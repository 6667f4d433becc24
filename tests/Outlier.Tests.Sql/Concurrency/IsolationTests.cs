using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Concurrency;

/// <summary>
/// Checks that functions that lock a whole table and then read it refuse any isolation level but read committed.
/// </summary>
public sealed class IsolationTests
{
    [TestCase("serializable", "outlier.recount()")]
    [TestCase("repeatable read", "outlier.erase_person('+13135550142')")]
    public async Task A_function_that_would_pass_over_new_rows_refuses_the_transaction(string level, string call)
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync("insert into outlier.authors (phone_number) values ('+13135550142')");
        Assert.That(
            async () => await connection.ExecuteAsync($"begin isolation level {level}; select {call}"),
            Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("OT010").And.Message.Contains($"in a {level} transaction"));
        await connection.ExecuteAsync($"rollback; begin isolation level read committed; select {call}; commit");
    }
}
