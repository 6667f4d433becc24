namespace Outlier.Tests.Sql.PgTap;

/// <summary>Reports each assertion of sql/tests as one test.</summary>
[TestFixture]
public sealed class PgTapTests
{
    [TestCaseSource(nameof(Assertions))]
    public void Sql(TapResult result)
    {
        if (result.SkipReason is { } reason)
        {
            Assert.Ignore(reason);
        }

        Assert.That(result.Passed, Is.True, result.Diagnostics);
    }

    private static IEnumerable<TestCaseData> Assertions() =>
        TapRunner.Results.Select(result => result.Categories.Aggregate(
            new TestCaseData(result).SetName(result.Name), (test, category) => test.SetCategory(category)));
}
