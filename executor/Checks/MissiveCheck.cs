using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Missive;

namespace Outlier.Executor.Checks;

/// <summary>Checks that Missive answers and accepts each token, with a call that changes nothing.</summary>
internal sealed class MissiveCheck(IMissiveApi missive, IOptions<MissiveOptions> options, VendorCall vendor) : IInstallationCheck
{
    public async IAsyncEnumerable<CheckResult> RunAsync(InstallationReport? report, [EnumeratorCancellation] CancellationToken token)
    {
        var configured = options.Value;
        (string Key, string Token)[] tokens =
        [
            ("Missive__GeneralToken", configured.GeneralToken),
            ("Missive__FirstMessagesToken", configured.FirstMessagesToken),
            ("Missive__SecondMessagesToken", configured.SecondMessagesToken),
            ("Missive__ReadConversationsToken", configured.TokenForConversations),
        ];
        string? seen = null;
        foreach (var (key, value) in tokens.DistinctBy(item => item.Token, StringComparer.Ordinal))
        {
            var answer = await vendor.MakeAsync(limit => missive.ListOrganizationsAsync(value, limit), token);
            yield return answer.Judge(key, "Missive", configured.BaseUrl, "Missive__BaseUrl");
            if (seen is null && answer.Status == StatusCodes.Status200OK)
            {
                seen = answer.Body;
                yield return answer.Clock("Missive");
            }
        }

        if (seen is not null && report?.Organization is { } organization)
        {
            yield return Sees(seen, organization);
        }
    }

    private static CheckResult Sees(string answer, Guid organization)
    {
        const string Name = "organization in Missive";
        try
        {
            using var json = JsonDocument.Parse(answer);
            var ids = json.RootElement.GetProperty("organizations").EnumerateArray().Select(entry => entry.GetProperty("id").GetString());
            return ids.Contains(organization.ToString(), StringComparer.OrdinalIgnoreCase)
                ? CheckResult.Fine(Name)
                : new CheckResult(Name, $"the organization {organization} of the settings is not one that the token has access to", "Run: update outlier.settings set organization_id = '…'; with the id of the newsroom's organization.");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new CheckResult(Name, "Missive's answer is not a list of organizations", "Check that Missive__BaseUrl is the address of Missive's API.");
        }
    }
}
