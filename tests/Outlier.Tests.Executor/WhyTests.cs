namespace Outlier.Tests.Executor;

/// <summary>Checks <c>outlier why</c>, which explains one person's history.</summary>
public sealed class WhyTests
{
    [Test]
    [Category("api.why")]
    public async Task A_persons_story_is_told_in_sentences()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.BroadcastAsync(2, "Hello", "Again");
        var broadcast = await newsroom.ReadAsync<long>("select test.latest()");
        var (exitCode, output, error) = await RunAsync(newsroom, "+1 (200) 555-0100", "--broadcast", $"{broadcast}");
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.Zero, error);
            Assert.That(output, Does.StartWith("This person has been in the audience since "));
            Assert.That(output, Does.Contain("They may be texted."));
            Assert.That(output, Does.Contain($"Broadcast {broadcast} is sending. It ran at "));
            Assert.That(output, Does.Contain("The first message waits, and is due at "));
        });
        var nobody = await RunAsync(newsroom, "+12005550177", "--broadcast", $"{broadcast}");
        Assert.That(nobody.Output, Does.Contain("This person got no first message: invalid_number: this number is not in outlier.authors."));
        Assert.That((await RunAsync(newsroom, "+12005550100")).Output, Does.Contain($"Broadcast {broadcast} "), "without a batch it tells of the latest");
    }

    [TestCase("the campaign 900000 does not exist. Read the ids in outlier.batches.", "+12005550100", "--campaign", "900000")]
    [TestCase("this is not a phone number. It has no digits. Write it with its country code, such as +13135550142.", "nobody")]
    public async Task What_cannot_be_told_is_one_line_that_says_why(string expected, params string[] arguments)
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var (exitCode, output, error) = await RunAsync(newsroom, arguments);
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(output, Is.Empty);
            Assert.That(error.Trim(), Is.EqualTo($"outlier why: {expected}"));
        });
    }

    [Test]
    public async Task A_broadcast_and_a_campaign_at_once_are_refused()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var (exitCode, _, error) = await RunAsync(newsroom, "+12005550100", "--campaign", "1", "--broadcast", "1");
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(error, Does.Contain("Add either --broadcast or --campaign, not both."));
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(Newsroom newsroom, params string[] arguments) =>
        OutlierProcess.RunAsync(["why", .. arguments], new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = newsroom.Database.ConnectionStringFor("outlier_executor") });
}
