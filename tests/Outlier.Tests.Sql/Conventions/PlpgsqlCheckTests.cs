using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Conventions;

/// <summary>
/// Checks function bodies for errors that otherwise only a call would find: wrong columns, wrong types, missing
/// functions.
/// </summary>
[TestFixture]
public sealed class PlpgsqlCheckTests
{
    [Test]
    public async Task Plpgsql_check_finds_nothing_or_is_skipped_where_it_is_not_installed()
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync(TestDatabase.Superuser);
        if (await connection.ScalarAsync<string>("select name::text from pg_available_extensions where name = 'plpgsql_check'") is null)
        {
            Assert.Ignore("plpgsql_check is not installed on the server.");
        }

        await connection.ExecuteAsync("create schema checks; create extension plpgsql_check schema checks");
        // Creates the tables that an import copies into, because its functions read them.
        await connection.ExecuteAsync("select outlier.stage_import()");
        var found = await connection.ColumnAsync<string>(
            """
            select c.functionid::regproc || ':' || coalesce(c.lineno::text, '') || ' ' || c.level || ': ' || c.message
            from (
              select p.oid as function_oid, t.tgrelid, t.tgoldtable, t.tgnewtable
              from pg_proc as p
              inner join pg_namespace as n on n.oid = p.pronamespace
              inner join pg_language as l on l.oid = p.prolang
              left join pg_trigger as t on t.tgfoid = p.oid and not t.tgisinternal and t.tgparentid = 0
              where n.nspname in ('outlier', 'api')
                and l.lanname = 'plpgsql'
                and (p.prorettype <> 'trigger'::regtype or t.tgrelid is not null)
            ) as functions
            cross join lateral checks.plpgsql_check_function_tb(
              funcoid => functions.function_oid, relid => coalesce(functions.tgrelid, 0),
              -- One function can serve inserts, updates and deletes. It reads only the rows that the event has.
              oldtable => case when functions.tgoldtable is not null or functions.tgnewtable is not null then 'old_rows' end,
              newtable => case when functions.tgoldtable is not null or functions.tgnewtable is not null then 'new_rows' end,
              other_warnings => true, extra_warnings => false, performance_warnings => false
            ) as c
            """);
        Assert.That(found, Is.Empty);
    }

    [Test]
    public async Task Every_sql_function_body_is_valid()
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync("outlier_owner");

        // The migrator does not check bodies, because they may name functions of later files. Now all functions exist.
        var definitions = await connection.ColumnAsync<string>(
            """
            select pg_get_functiondef(p.oid)
            from pg_proc as p
            inner join pg_namespace as n on n.oid = p.pronamespace
            inner join pg_language as l on l.oid = p.prolang
            where n.nspname in ('outlier', 'api') and l.lanname = 'sql' and p.proowner = 'outlier_owner'::regrole
            """);
        foreach (var definition in definitions)
        {
            Assert.That(async () => await connection.ExecuteAsync(definition), Throws.Nothing, definition);
        }
    }
}
