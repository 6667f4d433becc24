using System.Text;
using Outlier.Executor.Campaigns;

namespace Outlier.Tests.Executor.Campaigns;

/// <summary>Checks that exported lists are safe and correct when people open them in a spreadsheet program.</summary>
public sealed class RecipientsCsvTests
{
    [TestCase("+12005550100", "+12005550100", TestName = "A phone number stays what it is")]
    [TestCase("Hello, you", "\"Hello, you\"", TestName = "A comma is quoted")]
    [TestCase("=1+1", "\"'=1+1\"", TestName = "A formula is text")]
    [TestCase("@SUM(1)", "\"'@SUM(1)\"", TestName = "A function is text")]
    [TestCase("-1+cmd", "\"'-1+cmd\"", TestName = "A minus is text")]
    [TestCase("+1+cmd", "'+1+cmd", TestName = "A plus that begins no number is text")]
    [TestCase("+12005550100\n", "\"'+12005550100\n\"", TestName = "A number with more behind it is text")]
    [TestCase("\t=1", "\"'\t=1\"", TestName = "A tab before a formula")]
    public async Task A_cell_is_what_it_says(string cell, string expected)
    {
        using var output = new MemoryStream();
        await using (var csv = new RecipientsCsv(output))
        {
            await csv.WriteAsync([cell, ""], CancellationToken.None);
        }

        Assert.That(Encoding.UTF8.GetString(output.ToArray()), Is.EqualTo($"{expected},\r\n"));
    }
}
