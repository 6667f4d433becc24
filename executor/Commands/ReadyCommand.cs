using System.CommandLine;
using Outlier.Executor.Configuration;

namespace Outlier.Executor.Commands;

/// <summary><c>outlier ready</c>: tells whether the executor on this machine is ready. For a container's health check.</summary>
internal static class ReadyCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static Command Create()
    {
        var command = new Command("ready", "Ask the executor on this machine (ASPNETCORE_URLS) whether it is ready.");
        command.SetAction((_, token) => RunAsync(token));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken token)
    {
        var configured = ProgramConfiguration.Read()["ASPNETCORE_URLS"] ?? "http://127.0.0.1:5000";
        // The executor may listen on all addresses. This command calls the loopback address.
        var address = BindingAddress.Parse(configured.Split(';')[0]);
        var host = address.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new UriBuilder(address.Scheme, host, address.Port, "health/ready").Uri, token);
            Console.WriteLine(await answer.Content.ReadAsStringAsync(token));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            Console.Error.WriteLine($"outlier ready: {exception.Message}");
            return 1;
        }
    }
}
