using System.Text.RegularExpressions;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Migrations;

/// <summary>
/// Checks that <c>sql/schema.sql</c> matches a new database, without the bodies of functions.
/// </summary>
[TestFixture]
public sealed partial class SchemaPictureTests
{
    private const int WrittenBy = 15;

    private static readonly string Picture = Repository.PathTo("sql", "schema.sql");

    [Test]
    public async Task The_picture_of_a_fresh_database_is_up_to_date_skipped_unless_the_server_is_PostgreSQL_15_which_writes_it()
    {
        var server = await TestDatabase.ServerAsync();
        if (await server.ScalarAsync<int>("select current_setting('server_version_num')::integer / 10000") != WrittenBy)
        {
            Assert.Ignore($"PostgreSQL {WrittenBy} writes the picture: others write the same views with other words.");
        }

        await using var database = await TestDatabase.CloneAsync();
        var dumped = await server.RunToolAsync(
            "pg_dump", "--schema-only", "--no-owner", "--no-privileges", "--no-comments", "-n", "outlier", "-n", "api", "-T", "outlier.*_20??_??", database.Name);
        Assert.That(dumped?.ExitCode, Is.Zero, dumped?.Output);
        var picture = Head + Clean(dumped!.Value.Output);
        if (Environment.GetEnvironmentVariable("OUTLIER_WRITE_SCHEMA") is { Length: > 0 })
        {
            await File.WriteAllTextAsync(Picture, picture);
        }

        Assert.That(
            await File.ReadAllTextAsync(Picture),
            Is.EqualTo(picture),
            "Write it anew: OUTLIER_WRITE_SCHEMA=1 dotnet test tests/Outlier.Tests.Sql --filter FullyQualifiedName~SchemaPicture");
    }

    private const string Head =
        """
        -- The schema of a new database, without functions and comments: tables, views, types, indexes and triggers. pg_dump wrote it.
        -- This file is for readers only: nothing runs it, and a test fails if it is out of date. The code that runs is in migrations/
        -- and functions/.


        """;

    private static string Clean(string dump)
    {
        var text = Function().Replace(dump, string.Empty);
        text = Noise().Replace(text, string.Empty);
        return BlankLines().Replace(text, "\n\n").Trim() + "\n";
    }

    [GeneratedRegex(@"^CREATE (FUNCTION|PROCEDURE) .*?\n    AS (?<quote>\$[a-z_]*\$).*?\k<quote>;\n", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Function();

    [GeneratedRegex(@"^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\.*|ALTER TABLE ONLY outlier\.\w+ ATTACH PARTITION outlier\.\w+_20\d\d_\d\d .*)\n", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Noise();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex BlankLines();
}
