using Outlier.Executor.Twilio;

namespace Outlier.Tests.Executor.Delivery;

/// <summary>Checks which pages of Twilio's log Outlier requests, and with which parameters.</summary>
public sealed class MessageLogTests
{
    private const string Account = "ACb66b4433f5bd599bd33b4980804beb8a";

    [Test]
    public void The_next_page_is_asked_for_as_Twilio_named_it() =>
        Assert.That(
            MessageLog.FilterOf($"/2010-04-01/Accounts/{Account}/Messages.json?From=%2B13135550100&DateSent%3E=2026-01-02&PageSize=2&Page=1&PageToken=PASMb98c", Account),
            Is.EquivalentTo(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["From"] = "+13135550100", ["DateSent>"] = "2026-01-02", ["PageSize"] = "2", ["Page"] = "1", ["PageToken"] = "PASMb98c",
            }));

    [TestCase("https://elsewhere.example.org/2010-04-01/Accounts/ACb66b4433f5bd599bd33b4980804beb8a/Messages.json?Page=1")]
    [TestCase("//elsewhere.example.org/?Page=1")]
    [TestCase("/2010-04-01/Accounts/ACother/Messages.json?Page=1")]
    [TestCase("/2010-04-01/Accounts/ACb66b4433f5bd599bd33b4980804beb8a/Messages.json")]
    [TestCase("/2010-04-01/Accounts/ACb66b4433f5bd599bd33b4980804beb8a/../ACother/Messages.json?Page=1")]
    public void A_page_that_is_not_of_our_account_is_not_asked_for(string page) =>
        Assert.That(() => MessageLog.FilterOf(page, Account), Throws.InvalidOperationException);

    [Test]
    public async Task Twilio_is_asked_by_the_names_that_it_knows()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.StartExecutorAsync(settings: newsroom.WithTwilio);
        await newsroom.RunAsync("select outlier.reconcile(since => '2026-01-02 03:00+00')");
        await newsroom.UntilAsync("(select state = 'done' from outlier.reconciliations)");
        var call = newsroom.Simulator.State.Calls.Single();
        Assert.Multiple(() =>
        {
            Assert.That(call.Status, Is.EqualTo(200));
            Assert.That(call.Query, Is.EqualTo("?From=%2B13135550100&PageSize=300&DateSent%3E=2026-01-02"));
        });
    }
}
