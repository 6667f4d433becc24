using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Npgsql;
using Outlier.Executor.Database;

namespace Outlier.Executor.Checks;

/// <summary>Checks that notifications arrive and that the clocks agree.</summary>
internal sealed class DatabaseCheck(OutlierApi api, IOptions<DatabaseOptions> options, TimeProvider time) : IInstallationCheck
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async IAsyncEnumerable<CheckResult> RunAsync(InstallationReport? report, [EnumeratorCancellation] CancellationToken token)
    {
        if (report is null)
        {
            yield break;
        }

        var asked = time.GetUtcNow();
        var again = await api.CheckInstallationAsync(token);
        yield return ClockCheck.Compare("the database", DateTimeOffset.FromUnixTimeMilliseconds(again.Now), asked + ((time.GetUtcNow() - asked) / 2), Tolerance);
        yield return await ListenAsync(token);
    }

    private async Task<CheckResult> ListenAsync(CancellationToken token)
    {
        var word = $"check {Guid.NewGuid():N}";
        var heard = false;
        await using var connection = new NpgsqlConnection(options.Value.Listening);
        connection.Notification += (_, notification) => heard |= string.Equals(notification.Payload, word, StringComparison.Ordinal);
        try
        {
            await connection.OpenAsync(token);
            var pooled = await OutlierApi.IsPooledAsync(connection, token);
            await api.RingAfterListeningAsync(connection, word, token);
            var until = time.GetUtcNow() + Patience;
            while (!heard && time.GetUtcNow() < until)
            {
                await connection.WaitAsync(Patience, token);
            }

            return heard ? CheckResult.Fine("notifications") : NotHeard(pooled);
        }
        catch (NpgsqlException exception)
        {
            return new CheckResult("notifications", $"the executor cannot listen for notifications: {exception.Message}", "Check ConnectionStrings__Outlier.");
        }
    }

    private static CheckResult NotHeard(bool pooled) => pooled
        ? new CheckResult(
            "notifications",
            "notifications do not arrive: the connection goes through a pooler in transaction mode, which drops LISTEN",
            "Give ConnectionStrings__Outlier the address of the server itself, or of a pooler in session mode (pool_mode = session).")
        : new CheckResult("notifications", "notifications do not arrive", "Check what is between this program and the server, such as a pooler or a firewall.");
}
