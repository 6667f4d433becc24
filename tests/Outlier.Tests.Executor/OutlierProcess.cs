using System.Diagnostics;

namespace Outlier.Tests.Executor;

/// <summary>The program as an operator starts it: a process of its own, configured by environment variables.</summary>
internal sealed class OutlierProcess : IDisposable
{
    private readonly Process process;

    private OutlierProcess(Process process) => this.process = process;

    public static OutlierProcess Start(string[] arguments, IReadOnlyDictionary<string, string?> configuration)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Outlier.Executor.Commands.RunCommand).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (key, value) in configuration)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        return new OutlierProcess(Process.Start(start)!);
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments, IReadOnlyDictionary<string, string?> configuration)
    {
        using var running = Start(arguments, configuration);
        var output = running.process.StandardOutput.ReadToEndAsync();
        var error = running.process.StandardError.ReadToEndAsync();
        await running.process.WaitForExitAsync();
        return (running.process.ExitCode, await output, await error);
    }

    /// <summary>Without a word of warning, and waits until it is gone: until then it would go on claiming.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
