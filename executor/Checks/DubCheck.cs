using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Outlier.Executor.Dub;

namespace Outlier.Executor.Checks;

/// <summary>Checks that Dub answers and accepts the key, if one is configured.</summary>
internal sealed class DubCheck(IDubApi dub, IOptions<DubOptions> options, VendorCall vendor) : IInstallationCheck
{
    public async IAsyncEnumerable<CheckResult> RunAsync(InstallationReport? report, [EnumeratorCancellation] CancellationToken token)
    {
        if (options.Value.ApiKey is not { Length: > 0 } key)
        {
            yield break;
        }

        var answer = await vendor.MakeAsync(limit => dub.ListLinksAsync(1, key, limit), token);
        yield return answer.Judge("Dub__ApiKey", "Dub", options.Value.BaseUrl, "Dub__BaseUrl");
    }
}
