using Outlier.Tests.Faults.Support;

namespace Outlier.Tests.Faults.Scenarios;

/// <summary>Checks that no text is lost or doubled if executors end during their work.</summary>
public sealed class KillTests
{
    [Test]
    [Category("fault-suite")]
    public async Task Killed_at_random_moments()
    {
        await using var proof = await Proof.OpenAsync();
        for (var times = Chance.Times(12); times > 0; times--)
        {
            await proof.BroadcastIfThroughAsync();
            var process = proof.Start();
            if (proof.Random.Next(5) > 0)
            {
                proof.Simulator.Options.WebhookUrl = await process.ListenAsync();
                await proof.SomeAreSentAsync(proof.Random.Next(150));
            }
            else
            {
                // Kills the executor while it starts.
                await Task.Delay(proof.Random.Next(1500));
            }

            await proof.KillAsync(process);
        }

        await proof.JudgeAsync();
    }

    [Test]
    [Category("fault-suite")]
    public async Task Stopped_in_mid_flight()
    {
        await using var proof = await Proof.OpenAsync();
        for (var times = Chance.Times(6); times > 0; times--)
        {
            await proof.BroadcastIfThroughAsync();
            var process = await proof.StartAndListenAsync();
            await proof.SomeAreSentAsync(proof.Random.Next(100));
            Assert.That(await process.StopAsync(), Is.Zero, process.Log);
            proof.Forget(process);
            proof.Faults++;
            Assert.That(
                await proof.ReadAsync<long>("select count(*) from outlier.queued_messages where state <> 'waiting'"),
                Is.Zero,
                "an executor that is told to stop leaves nothing behind");
        }

        await proof.JudgeAsync();
    }

    [TestCase(2)]
    [TestCase(4)]
    [Category("fault-suite")]
    public async Task Several_at_once_of_which_some_are_killed_and_some_frozen(int executors)
    {
        await using var proof = await Proof.OpenAsync();
        var running = new List<OutlierProcess>();
        for (var times = Chance.Times(6); times > 0; times--)
        {
            while (running.Count < executors)
            {
                running.Add(await proof.StartAndListenAsync());
            }

            await proof.BroadcastIfThroughAsync();
            await Task.Delay(proof.Random.Next(300));
            var victim = running[proof.Random.Next(running.Count)];
            if (proof.Random.Next(2) == 0)
            {
                running.Remove(victim);
                await proof.KillAsync(victim);
            }
            else
            {
                await victim.FreezeAsync();
                await Task.Delay(proof.Random.Next(300));
                await victim.ThawAsync();
                proof.Faults++;
            }
        }

        await proof.JudgeAsync();
    }
}
