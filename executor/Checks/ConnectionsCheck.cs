using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Npgsql;
using Outlier.Executor.Database;

namespace Outlier.Executor.Checks;

/// <summary>
/// Checks that the server, or a pooler before it, grants the connections that one executor opens. A pooler accepts more clients than it has
/// connections and lets the rest wait, so the executor would stand still without an error.
/// </summary>
internal sealed class ConnectionsCheck(IOptions<DatabaseOptions> options, TimeProvider time) : IInstallationCheck
{
    private const string Name = "connections";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async IAsyncEnumerable<CheckResult> RunAsync(InstallationReport? report, [EnumeratorCancellation] CancellationToken token)
    {
        if (report is null)
        {
            yield break;
        }

        var needed = options.Value.Connections;
        if (report.ConnectionLimit < needed)
        {
            yield return new CheckResult(
                Name,
                string.Create(CultureInfo.InvariantCulture, $"the server allows this login {report.ConnectionLimit} connections, and one executor opens up to {needed}"),
                "Raise max_connections, or the limit of the role (alter role outlier_executor connection limit -1;) or of the database. "
                + "Or set a smaller Maximum Pool Size in ConnectionStrings__Outlier.");
            yield break;
        }

        yield return await TryAsync(needed, token);
    }

    private async Task<CheckResult> TryAsync(int needed, CancellationToken token)
    {
        var opened = new List<NpgsqlConnection>();
        try
        {
            var first = await OpenAsync(opened, token);
            if (!await OutlierApi.IsPooledAsync(first, token))
            {
                return CheckResult.Fine(Name);
            }

            using var patience = new CancellationTokenSource(Patience, time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(token, patience.Token);
            var got = 1;
            // Opened one after the other, so that the result can say how many succeeded.
            while (got < needed)
            {
                try
                {
                    await OutlierApi.IsPooledAsync(await OpenAsync(opened, limit.Token), limit.Token);
                    got++;
                }
                catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException && !token.IsCancellationRequested)
                {
                    return new CheckResult(
                        Name,
                        string.Create(CultureInfo.InvariantCulture, $"the pooler gave {got} connections at once, and one executor opens up to {needed}: the other connections would wait forever"),
                        "Raise default_pool_size of the pooler (and max_db_connections, if it is set) to more than that for each executor. "
                        + "Or set a smaller Maximum Pool Size in ConnectionStrings__Outlier.");
                }
            }

            return CheckResult.Fine(Name);
        }
        catch (NpgsqlException exception)
        {
            return new CheckResult(Name, $"no connection can be opened: {exception.Message}", "Check ConnectionStrings__Outlier.");
        }
        finally
        {
            foreach (var connection in opened)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(List<NpgsqlConnection> opened, CancellationToken token)
    {
        var connection = new NpgsqlConnection(options.Value.Alone);
        opened.Add(connection);
        await connection.OpenAsync(token);
        return connection;
    }
}
