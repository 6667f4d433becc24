using Outlier.Simulator;
using Outlier.Simulator.Hosting;

namespace Outlier.Tests.Simulator;

public sealed class Settings
{
    [Test]
    public void The_command_line_sets_options_and_replaces_the_quotas()
    {
        var options = ConfiguredOptions.Read(
        [
            "--urls", "http://127.0.0.1:9081",
            "--Simulator:WebhookUrl=http://127.0.0.1:9080",
            "--Simulator:Quotas:0:Window=00:00:01",
            "--Simulator:Quotas:0:Calls=5",
            "--Simulator:FailingNumbers:+13135550142=30003",
            "--Simulator:SharedQuotaGroups:0:0=first",
            "--Simulator:SharedQuotaGroups:0:1=second",
            "--Simulator:ValidTokens:0=first",
        ]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.Urls, Is.EqualTo("http://127.0.0.1:9081"));
            Assert.That(options.WebhookUrl, Is.EqualTo(new Uri("http://127.0.0.1:9080")));
            Assert.That(options.Quotas, Is.EqualTo([new QuotaLimit(TimeSpan.FromSeconds(1), 5)]));
            Assert.That(options.FailingNumbers["+13135550142"], Is.EqualTo(30003));
            Assert.That(options.SharedQuotaGroups.Single(), Is.EqualTo(["first", "second"]));
            Assert.That(options.ValidTokens, Is.EqualTo(["first"]));
            Assert.That(ConfiguredOptions.Read([]).Quotas, Is.EqualTo(SimulatorOptions.MissiveQuotas));
        }
    }
}
