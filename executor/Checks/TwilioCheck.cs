using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Outlier.Executor.Twilio;

namespace Outlier.Executor.Checks;

/// <summary>Checks that Twilio answers and accepts the credentials, if there are any.</summary>
internal sealed class TwilioCheck(ITwilioApi twilio, IOptions<TwilioOptions> options, VendorCall vendor) : IInstallationCheck
{
    private const string Key = "Twilio__AuthToken";
    private static readonly Dictionary<string, string> OneMessage = new(StringComparer.Ordinal) { ["PageSize"] = "1" };

    public async IAsyncEnumerable<CheckResult> RunAsync(InstallationReport? report, [EnumeratorCancellation] CancellationToken token)
    {
        var configured = options.Value;
        if (!configured.IsConfigured)
        {
            yield return new CheckResult(
                Key,
                "Twilio is not configured: Outlier cannot read delivery statuses from Twilio, and a message with an unknown outcome waits for a person",
                "Set Twilio__AccountSid and Twilio__AuthToken.");
            yield break;
        }

        var answer = await vendor.MakeAsync(
            limit => twilio.ListMessagesAsync(configured.AccountSid!, OneMessage, configured.Credentials, limit), token);
        yield return answer.Judge(Key, "Twilio", configured.BaseUrl, "Twilio__BaseUrl");
        if (answer.Status is not null)
        {
            yield return answer.Clock("Twilio");
        }
    }
}
