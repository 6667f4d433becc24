using Outlier.Simulator;
using Outlier.Tests.Faults.Support;

namespace Outlier.Tests.Faults.Scenarios;

/// <summary>Checks that no text is lost or doubled if Missive or Twilio answer wrongly, late or not at all.</summary>
public sealed class NetworkTests
{
    private const int Often = 5;

    private static IEnumerable<TestCaseData> Answers()
    {
        yield return new TestCaseData(new Fault { DropBefore = true }) { TestName = "Missive_closes_without_having_done_anything" };
        yield return new TestCaseData(new Fault { DropAfter = true }) { TestName = "Missive_sends_and_never_answers" };
        yield return new TestCaseData(new Fault { TruncateBody = true }) { TestName = "Missive_answers_with_half_of_its_JSON" };
        yield return new TestCaseData(new Fault { NonJson = true }) { TestName = "Missive_answers_with_a_page_of_HTML" };
        yield return new TestCaseData(new Fault { EmptyBody = true }) { TestName = "Missive_answers_with_nothing" };
        yield return new TestCaseData(new Fault { Delay = TimeSpan.FromSeconds(2) }) { TestName = "Missive_answers_late" };
        yield return new TestCaseData(new Fault { Status = 302, Location = "/elsewhere" }) { TestName = "Missive_redirects" };
        yield return new TestCaseData(new Fault { Status = 429, RetryAfter = TimeSpan.FromSeconds(1) }) { TestName = "Missive_says_429_and_for_how_long" };
        yield return new TestCaseData(new Fault { Status = 429 }) { TestName = "Missive_says_429_and_not_for_how_long" };
        foreach (var status in (int[])[500, 502, 503, 504])
        {
            yield return new TestCaseData(new Fault { Status = status, Body = "<html>" }) { TestName = $"Missive_says_{status}" };
        }
    }

    [TestCaseSource(nameof(Answers))]
    public async Task Missive(Fault fault)
    {
        await using var proof = await Proof.OpenAsync(TestContext.CurrentContext.Test.Name);
        var before = proof.Simulator.CallCount("POST", "/v1/drafts");
        proof.Simulator.AddFault(fault with { Method = "POST", PathPrefix = "/v1/drafts", EveryNth = Often });
        await proof.StartAndListenAsync();
        await proof.BroadcastAsync();
        await proof.SettleAsync();
        proof.Faults = (proof.Simulator.CallCount("POST", "/v1/drafts") - before) / Often;
        await proof.JudgeAsync();
    }

    [TestCaseSource(nameof(Answers))]
    public async Task And_so_does_Twilio_when_it_is_asked(Fault fault)
    {
        await using var proof = await Proof.OpenAsync($"{TestContext.CurrentContext.Test.Name}, at Twilio");
        proof.Simulator.AddFault(new Fault { Method = "POST", PathPrefix = "/v1/drafts", EveryNth = Often, DropAfter = true });
        proof.Simulator.AddFault(fault with { PathPrefix = "/2010-04-01", EveryNth = 2 });
        await proof.StartAndListenAsync();
        // Without a webhook that settles these messages, Outlier reads their statuses from Twilio.
        proof.Simulator.Options.WebhookUrl = null;
        await proof.BroadcastAsync();
        await proof.SettleAsync();
        proof.Faults = proof.Simulator.CallCount("GET", "/2010-04-01") / 2;
        await proof.JudgeAsync();
    }

    [Test]
    [Category("fault-suite")]
    public async Task Missive_refuses_connections_resets_them_and_falls_silent()
    {
        await using var proof = await Proof.OpenAsync();
        await using var gate = Gate.To("127.0.0.1", proof.Newsroom.Simulator.Address.Port);
        await proof.StartAndListenAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Missive:BaseUrl"] = $"http://127.0.0.1:{gate.Address.Port}/v1",
        });
        for (var times = Chance.Times(3); times > 0; times--)
        {
            await proof.BroadcastIfThroughAsync();
            await proof.SomeAreSentAsync(proof.Random.Next(60));
            gate.Reset();
            await proof.SomeAreSentAsync(proof.Random.Next(60));
            gate.Refuse();
            gate.Reset();
            await Task.Delay(proof.Random.Next(300));
            gate.Open();
            await proof.SomeAreSentAsync(proof.Random.Next(60));
            gate.Silence();
            await Task.Delay(proof.Random.Next(300));
            gate.Reset();
            gate.Open();
            proof.Faults += 3;
        }

        await proof.JudgeAsync();
    }
}
