using Outlier.Tests.Faults.Support;

namespace Outlier.Tests.Faults.Scenarios;

/// <summary>
/// Checks that no text is doubled if an executor freezes after it received a claim, and another executor sends the same
/// messages.
/// </summary>
public sealed class FreezeTests
{
    private const string Library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

    // Of this lease, an executor can use three seconds. So the test need not wait long.
    private const string ShortLease =
        "alter table outlier.settings drop constraint lease_is_one_minute_to_one_hour; update outlier.settings set lease = '33 seconds'";

    // Twilio has no record of these texts. So they become due again, and another executor sends them.
    private const string LeaseEnds =
        """
        update outlier.queued_messages set lease_until = now() where claim_id is not null;
        select outlier.expire_leases(false, now());
        select outlier.settle_unknown_message(u.id, false) from outlier.unknown_messages as u;
        """;

    [TestCase(null, TestName = "Frozen_after_a_claims_answer")]
    [TestCase("-1h", TestName = "Frozen_after_a_claims_answer_and_the_clock_set_back_by_an_hour")]
    [TestCase("+1h", TestName = "Frozen_after_a_claims_answer_and_the_clock_set_forward_by_an_hour")]
    [Category("fault-suite")]
    public async Task Frozen(string? clock)
    {
        if (clock is not null && !File.Exists(Library))
        {
            Assert.Ignore("The clock of one process can be set with libfaketime only, which is not installed: apt-get install faketime");
        }

        await using var proof = await Proof.OpenAsync(TestContext.CurrentContext.Test.Name);
        await proof.RunAsync(ShortLease);
        var clockFile = Path.Combine(Path.GetTempPath(), $"outlier-clock-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(clockFile, "+0s");
        try
        {
            for (var times = Chance.Times(1); times > 0; times--)
            {
                await FreezeAsync(proof, clockFile, clock);
            }

            await proof.JudgeAsync();
        }
        finally
        {
            File.Delete(clockFile);
        }
    }

    private static async Task FreezeAsync(Proof proof, string clockFile, string? clock)
    {
        await using var proxy = HoldingProxy.Start(proof.ConnectionString, "\"traceId\"");
        var frozen = await proof.StartAndListenAsync(proxy.ConnectionString, clock is null ? null : WithClock(clockFile));
        await proof.BroadcastAsync();
        await proxy.Held;
        await frozen.FreezeAsync();
        proxy.Release();
        await proof.RunAsync(LeaseEnds);
        proof.Faults++;
        var another = await proof.StartAndListenAsync();
        await proof.UntilAsync("not exists (select from outlier.queued_messages)");
        if (clock is not null)
        {
            await File.WriteAllTextAsync(clockFile, clock);
        }

        await proof.UntilAsync("(select max(created_at) + interval '4 seconds' < clock_timestamp() from outlier.recipients)");
        await frozen.ThawAsync();
        // The executor is awake once it has sent a new text.
        Assert.That(await another.StopAsync(), Is.Zero, another.Log);
        proof.Forget(another);
        await proof.BroadcastAsync(1);
        await proof.SettleAsync();
        var exitCode = await frozen.StopAsync();
        // Under libfaketime, the exit code is the signal's code even if the program ends by itself.
        Assert.That(exitCode, clock is null ? Is.Zero : Is.EqualTo(143), frozen.Log);
        proof.Forget(frozen);
    }

    private static Dictionary<string, string?> WithClock(string file) => new(StringComparer.Ordinal)
    {
        ["LD_PRELOAD"] = Library,
        ["FAKETIME_TIMESTAMP_FILE"] = file,
        ["FAKETIME_NO_CACHE"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
    };
}
