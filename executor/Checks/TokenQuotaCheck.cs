using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Outlier.Executor.Missive;

namespace Outlier.Executor.Checks;

/// <summary>Checks that each Missive token has one quota. Missive counts all calls of a token together.</summary>
internal sealed class TokenQuotaCheck(IOptions<MissiveOptions> options) : IInstallationCheck
{
    private const string Name = "quotas of tokens";

    public async IAsyncEnumerable<CheckResult> RunAsync(InstallationReport? report, [EnumeratorCancellation] CancellationToken token)
    {
        await Task.CompletedTask;
        if (report?.Quotas is not { } quotas)
        {
            yield break;
        }

        var configured = options.Value;
        (string Key, string Name, string Token)[] tokens =
        [
            ("Missive__GeneralToken", "general", configured.GeneralToken),
            ("Missive__FirstMessagesToken", "first_messages", configured.FirstMessagesToken),
            ("Missive__SecondMessagesToken", "second_messages", configured.SecondMessagesToken),
            ("Missive__ReadConversationsToken", "read_conversations", configured.TokenForConversations),
        ];
        var isFine = true;
        foreach (var same in tokens.GroupBy(item => item.Token, StringComparer.Ordinal).Select(group => group.ToList()))
        {
            var drawn = same.Select(item => quotas.GetValueOrDefault(item.Name)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            if (drawn.Count > 1)
            {
                isFine = false;
                yield return new CheckResult(
                    Name,
                    $"{string.Join(", ", same.Select(item => item.Key))} are the same token, and draw on separate quotas ({string.Join(", ", drawn)}): "
                    + "together they make more calls than Missive allows",
                    $"Run: update outlier.tokens set quota = '{drawn[0]}' where name in ({string.Join(", ", same.Select(item => $"'{item.Name}'"))});");
            }
        }

        if (isFine)
        {
            yield return CheckResult.Fine(Name);
        }
    }
}
