using System.Text.RegularExpressions;

namespace Outlier.Tests.Desk;

/// <summary>Checks that docs/how-to/desk.md shows exactly the stored pictures, and that they are small.</summary>
public sealed partial class PicturesTests
{
    [Test]
    public void The_page_for_editors_shows_pictures_that_are_there_and_small()
    {
        var shown = Picture().Matches(File.ReadAllText(Repository.PathTo("docs", "how-to", "desk.md"))).Select(match => match.Groups[1].Value).ToList();
        var kept = new DirectoryInfo(Repository.PathTo("docs", "images")).GetFiles("desk-*.png");
        Assert.That(kept.Select(file => $"../images/{file.Name}"), Is.EquivalentTo(shown));
        Assert.That(kept.Sum(file => file.Length), Is.LessThan(1024 * 1024));
    }

    [GeneratedRegex(@"!\[[^\]]+\]\(([^)]+)\)")]
    private static partial Regex Picture();
}
