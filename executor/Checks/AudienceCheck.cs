using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Outlier.Executor.Auth;

namespace Outlier.Executor.Checks;

/// <summary>Checks that JWTs signed with the shared secret must name this program as their audience.</summary>
internal sealed class AudienceCheck(IOptions<AuthOptions> options) : IInstallationCheck
{
    private const string Key = "Auth__Audience";

    public async IAsyncEnumerable<CheckResult> RunAsync(InstallationReport? report, [EnumeratorCancellation] CancellationToken token)
    {
        await Task.CompletedTask;
        if (options.Value.HasSecret)
        {
            yield return string.IsNullOrEmpty(options.Value.Audience)
                ? new CheckResult(
                    Key,
                    $"{Key} is not set, although Auth__JwtSecret is: Outlier accepts every token that is signed with this secret, even a token for another program",
                    $"Set {Key} to the aud of the team's tokens. With Supabase that is authenticated. See docs/how-to/access.md.")
                : CheckResult.Fine(Key);
        }
    }
}
