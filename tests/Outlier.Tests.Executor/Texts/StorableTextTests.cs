using Outlier.Executor.Texts;

namespace Outlier.Tests.Executor.Texts;

/// <summary>Checks that texts are changed so that PostgreSQL can store them.</summary>
public sealed class StorableTextTests
{
    [TestCase("Hello", 10, "Hello")]
    [TestCase("Hello", 5, "Hello")]
    [TestCase("Hello", 4, "Hell")]
    [TestCase("Hello", 0, "")]
    [TestCase("ab🎉", 4, "ab🎉")]
    [TestCase("ab🎉", 3, "ab")]
    [TestCase("ab🎉", 2, "ab")]
    [TestCase("🎉🎉", 3, "🎉")]
    [TestCase("🎉", 1, "")]
    [TestCase("a\0b", 3, "ab")]
    public void A_text_is_cut_between_characters(string text, int longest, string expected) =>
        Assert.That(StorableText.Of(text, longest), Is.EqualTo(expected));

    [Test]
    public void Half_of_a_character_is_replaced() => Assert.Multiple(() =>
    {
        Assert.That(StorableText.Of("ab\ud83d"), Is.EqualTo("ab\ufffd"));
        Assert.That(StorableText.Of("\udf89ab"), Is.EqualTo("\ufffdab"));
        Assert.That(StorableText.Of("a\ud83d\ud83d\udf89b"), Is.EqualTo("a\ufffd\U0001f789b"));
        Assert.That(StorableText.Of("ab\ud83dcd", 3), Is.EqualTo("ab\ufffd"));
    });
}
