using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;

namespace Outlier.Quickstart;

/// <summary>Waits until the started programs answer.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task ForDatabaseAsync(Surroundings surroundings, CancellationToken token)
    {
        var connectionString = new NpgsqlConnectionStringBuilder(surroundings.Database) { Pooling = false, Timeout = 3 }.ConnectionString;
        var error = await UntilAsync(
            async () =>
            {
                try
                {
                    await using var connection = new NpgsqlConnection(connectionString);
                    await connection.OpenAsync(token);
                    return null;
                }
                catch (Exception exception) when (exception is NpgsqlException or SocketException or IOException or TimeoutException)
                {
                    return exception.Message;
                }
            },
            token);
        if (error is not null)
        {
            throw new QuickstartException($"The database does not answer: {error}");
        }
    }

    public static async Task ForHttpAsync(Uri address, int processId, CancellationToken token)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
        var error = await UntilAsync(
            async () =>
            {
                if (!IsRunning(processId))
                {
                    throw new QuickstartException($"The process that should answer at {address} has ended.");
                }

                try
                {
                    using var response = await client.GetAsync(address, token);
                    return response.IsSuccessStatusCode ? null : $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(token)}";
                }
                catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !token.IsCancellationRequested)
                {
                    return exception.Message;
                }
            },
            token);
        if (error is not null)
        {
            throw new QuickstartException($"{address} does not answer: {error}");
        }
    }

    private static async Task<string?> UntilAsync(Func<Task<string?>> attempt, CancellationToken token)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var error = await attempt();
            if (error is null || Stopwatch.GetElapsedTime(started) > Limit)
            {
                return error;
            }

            await Task.Delay(Pause, token);
        }
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
