using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor;

/// <summary>Checks <c>run-migrations.ps1</c> as an administrator runs it.</summary>
public sealed class PowerShellTests
{
    // The replaced dotnet command skips the build, because the tests have just been built.
    [Test]
    public async Task The_script_migrates_says_so_and_ends_with_zero()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var (exitCode, output) = Run(
            database.ConnectionString,
            "WithoutCron",
            "function dotnet { $verb, $rest = $args; & (Get-Command dotnet -CommandType Application -TotalCount 1) $verb --no-build @rest }");
        Assert.That(output, Does.Contain("ran migrations/0001_schemas.sql"));
        Assert.That(exitCode, Is.Zero, output);
    }

    // Checks only that the script passes its options on. Other tests check their effect.
    [TestCase("DryRun", "--dry-run")]
    [TestCase("WithoutCron", "--without-cron")]
    public void Its_options_are_those_of_the_program(string option, string expected)
    {
        var (_, output) = Run("Host=127.0.0.1;Port=1", option, "function dotnet { $args -join ' ' }");
        Assert.That(output, Does.EndWith($" migrate {expected}"));
    }

    [Test]
    public void It_ends_as_the_program_does()
    {
        var (exitCode, output) = Run("Host=127.0.0.1;Port=1", "WithoutCron", "function dotnet { & sh -c 'exit 7' }");
        Assert.That(exitCode, Is.EqualTo(7), output);
    }

    [Test]
    [Category("upgrade")]
    public void Where_there_is_no_dotnet_it_does_not_end_as_if_all_were_well()
    {
        var (exitCode, output) = Run("Host=127.0.0.1;Port=1", "WithoutCron", "function dotnet { & no-such-program }");
        Assert.That(output, Does.Contain("no-such-program"));
        Assert.That(exitCode, Is.Not.Zero);
    }

    // A script that ends with an error makes PowerShell end with exit code 1.
    private static (int ExitCode, string Output) Run(string connectionString, string option, string before = "")
    {
        var host = new ExitHost();
        using var runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        if (before.Length > 0)
        {
            shell.AddScript(before).Invoke();
            shell.Commands.Clear();
        }

        shell.AddScript(File.ReadAllText(Repository.PathTo("run-migrations.ps1")).Replace("$PSScriptRoot", Repository.Root, StringComparison.Ordinal))
            .AddParameter("ConnectionString", connectionString)
            .AddParameter(option);
        try
        {
            var output = shell.Invoke().Select(line => $"{line}").ToList();
            return (host.ExitCode ?? 0, string.Join('\n', output.Concat(shell.Streams.Error.Select(error => $"{error}"))));
        }
        catch (RuntimeException exception)
        {
            return (1, exception.Message);
        }
    }

    // Records the script's exit code.
    private sealed class ExitHost : PSHost
    {
        public int? ExitCode { get; private set; }

        public override System.Globalization.CultureInfo CurrentCulture => System.Globalization.CultureInfo.InvariantCulture;

        public override System.Globalization.CultureInfo CurrentUICulture => System.Globalization.CultureInfo.InvariantCulture;

        public override Guid InstanceId { get; } = Guid.NewGuid();

        public override string Name => "tests";

        public override PSHostUserInterface? UI => null;

        public override Version Version => new(1, 0);

        public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

        public override void EnterNestedPrompt() => throw new NotSupportedException();

        public override void ExitNestedPrompt() => throw new NotSupportedException();

        public override void NotifyBeginApplication()
        {
        }

        public override void NotifyEndApplication()
        {
        }
    }
}
