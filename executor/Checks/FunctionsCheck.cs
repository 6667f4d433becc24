using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Outlier.Executor.Database;
using Outlier.Migrator;

namespace Outlier.Executor.Checks;

/// <summary>
/// Checks that the database runs the functions of this program. It compares their bodies: if somebody changes a function by hand, the
/// migrator's record does not change, so no migration repairs the function.
/// </summary>
internal sealed class FunctionsCheck(OutlierApi api) : IInstallationCheck
{
    private const string Name = "functions";

    public async IAsyncEnumerable<CheckResult> RunAsync(InstallationReport? report, [EnumeratorCancellation] CancellationToken token)
    {
        if (report is null)
        {
            yield break;
        }

        yield return await CompareAsync(token);
    }

    private async Task<CheckResult> CompareAsync(CancellationToken token)
    {
        try
        {
            var installed = await api.ReadFunctionsAsync(token);
            var files = ScriptCatalog.Load().Functions.Where(file => file.Body is not null).ToDictionary(file => file.Name, StringComparer.Ordinal);
            // A function from another version of the program may have another body.
            var changed = installed
                .Where(function => files.TryGetValue(function.File, out var file) && file.Sha256 == function.FileHash
                    && (Hash(file.Body!) != function.BodyHash || file.IsDefiner != function.IsDefiner))
                .Select(function => function.File)
                .ToList();
            return changed.Count == 0 ? CheckResult.Fine(Name) : Changed(changed);
        }
        catch (NpgsqlException exception)
        {
            return new CheckResult(Name, $"the functions cannot be compared: {exception.Message}", "Correct this, and run outlier check again.");
        }
    }

    private static CheckResult Changed(List<string> files)
    {
        var names = string.Join(", ", files.Take(5).Select(file => Path.GetFileNameWithoutExtension(file)));
        var more = files.Count > 5 ? string.Create(CultureInfo.InvariantCulture, $" and {files.Count - 5} more") : string.Empty;
        return new CheckResult(
            Name,
            $"somebody changed {names}{more} in the database: the database now runs other code than this version of Outlier needs",
            $"Keep a copy of the change. Then run: delete from outlier.applied_scripts where name in ({string.Join(", ", files.Select(file => $"'{file}'"))}); "
            + "and run outlier migrate, which creates the functions again.");
    }

    private static string Hash(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}
