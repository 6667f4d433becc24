using System.Text.RegularExpressions;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Conventions;

/// <summary>
/// Checks that each requirement has tests, and that each test category is a requirement or an object of the database.
/// </summary>
[TestFixture]
public sealed partial class RequirementsTests
{
    [Test]
    public void Every_requirement_has_a_test() =>
        Assert.That(Requirements.Sentences.Keys.Except(Requirements.Categories, StringComparer.Ordinal), Is.Empty, "Give a test the category, or delete the requirement.");

    [Test]
    public async Task Every_category_has_a_sentence_or_is_the_name_of_an_object()
    {
        var objects = await ObjectsAsync(
            """
            select 'api.' || proname from pg_proc where pronamespace = 'api'::regnamespace
            union all select 'function-' || proname from pg_proc where pronamespace = 'outlier'::regnamespace
            union all select 'table-' || relname from pg_class where relnamespace = 'outlier'::regnamespace and relkind in ('r', 'p', 'v')
            """);
        // The executor's tests compare the endpoints with the program.
        string[] known = [.. Requirements.Sentences.Keys, .. objects, .. await MustHaveATestAsync()];
        var unknown = Requirements.Categories.Except(known, StringComparer.Ordinal).Where(category => !Endpoint().IsMatch(category));
        Assert.That(unknown, Is.Empty, "Write what the category means into docs/reference/requirements.md.");
    }

    [Test]
    public async Task Every_function_of_the_api_every_job_and_every_trigger_with_a_fixed_name_has_a_test() =>
        Assert.That((await MustHaveATestAsync()).Except(Requirements.Categories, StringComparer.Ordinal), Is.Empty);

    private static Task<IReadOnlyList<string>> MustHaveATestAsync() => ObjectsAsync(
        """
        select 'api.' || proname from pg_proc where pronamespace = 'api'::regnamespace
        union select 'trigger-' || tgname from pg_trigger where not tgisinternal and tgname not like '\_%'
        union select 'job-' || job from outlier.wanted_jobs
        union select 'job-' || replace('send-' || q, '_', '-') from unnest(array['first_messages', 'second_messages']) as q
        """);

    private static async Task<IReadOnlyList<string>> ObjectsAsync(string sql)
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync(TestDatabase.Superuser);
        return await connection.ColumnAsync<string>(sql);
    }

    [GeneratedRegex("^(GET|POST|PATCH|DELETE)-/", RegexOptions.ExplicitCapture)]
    private static partial Regex Endpoint();
}
