using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Outlier.Tests.Executor;

/// <summary>The program as an operator starts it: a separate process, configured by environment variables.</summary>
internal sealed partial class OutlierProcess : IDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OutlierProcess(Process process) => this.process = process;

    /// <summary>The process id. The process's claims contain it.</summary>
    public int Id => process.Id;

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

    /// <summary>The output since <see cref="ListenAsync"/>.</summary>
    public string Log => string.Join('\n', lines);

    /// <summary>Reads the output, and waits until the program prints its address.</summary>
    public async Task<Uri> ListenAsync()
    {
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            return await address.Task.WaitAsync(Newsroom.Limit);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"It does not say where it listens:\n{Log}", exception);
        }
    }

    /// <summary>Stops the process as systemd does, and waits until it has ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        return await ExitAsync();
    }

    /// <summary>Waits until the process has ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Freezes the process, as <c>docker pause</c> and a suspended machine do.</summary>
    public async Task FreezeAsync()
    {
        await SignalAsync("STOP");
        // The letter after the program's name in brackets is the process state.
        while (!(await File.ReadAllTextAsync($"/proc/{process.Id}/stat")).Contains(") T ", StringComparison.Ordinal))
        {
            await Task.Yield();
        }
    }

    /// <summary>Resumes the process.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    /// <summary>Runs the program until it ends.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments, IReadOnlyDictionary<string, string?> configuration)
    {
        using var running = Start(arguments, configuration);
        var output = running.process.StandardOutput.ReadToEndAsync();
        var error = running.process.StandardError.ReadToEndAsync();
        await running.process.WaitForExitAsync();
        return (running.process.ExitCode, await output, await error);
    }

    /// <summary>
    /// Kills the process without warning, and waits until it has ended. Until then it could still claim messages.
    /// </summary>
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

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lines.Enqueue(line);
        if (Listening().Match(line) is { Success: true } match)
        {
            address.TrySetResult(new Uri(match.Groups["address"].Value));
        }
    }

    [GeneratedRegex("Now listening on: (?<address>http://[0-9.]+:[0-9]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Listening();
}
