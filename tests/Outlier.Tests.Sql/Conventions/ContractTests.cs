using System.Text.RegularExpressions;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Conventions;

/// <summary>Checks that the executor calls exactly the functions that the database offers.</summary>
[TestFixture]
public sealed partial class ContractTests
{
    [Test]
    public async Task The_executor_calls_each_function_of_schema_api_by_its_names_and_no_other()
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync();
        // Only tests pass a time. The executor uses the default of p_now, which is the database's clock.
        var offered = await connection.ColumnAsync<string>(
            """
            select format('%s(%s)', p.proname, array_to_string(array_remove(p.proargnames[1:p.pronargs], 'p_now'), ', '))
            from pg_proc as p
            where p.pronamespace = 'api'::regnamespace
            """);
        var source = string.Concat(Directory.EnumerateFiles(Repository.PathTo("executor", "Database"), "OutlierApi*.cs").Select(File.ReadAllText));
        var called = Call().Matches(source).Select(call =>
            $"{call.Groups["function"].Value}({string.Join(", ", Argument().Matches(call.Groups["arguments"].Value).Select(argument => argument.Groups["name"].Value))})");
        Assert.That(called, Is.EquivalentTo(offered));
    }

    [GeneratedRegex(@"api\.(?<function>\w+)\((?<arguments>[^)]*)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Call();

    [GeneratedRegex(@"(?<name>\w+) =>", RegexOptions.ExplicitCapture)]
    private static partial Regex Argument();
}
