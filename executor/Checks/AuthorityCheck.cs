using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Outlier.Executor.Auth;

namespace Outlier.Executor.Checks;

/// <summary>Checks that the OpenID Connect provider answers, if one is configured.</summary>
internal sealed class AuthorityCheck(IHttpClientFactory clients, IOptions<AuthOptions> options, VendorCall vendor) : IInstallationCheck
{
    public async IAsyncEnumerable<CheckResult> RunAsync(InstallationReport? report, [EnumeratorCancellation] CancellationToken token)
    {
        if (options.Value.Authority is not { Length: > 0 } authority)
        {
            yield break;
        }

        using var client = clients.CreateClient();
        var address = new Uri($"{authority.TrimEnd('/')}/.well-known/openid-configuration");
        var answer = await vendor.MakeAsync(limit => client.GetAsync(address, limit), token);
        yield return answer.Judge("Auth__Authority", "The provider", authority, "Auth__Authority");
    }
}
