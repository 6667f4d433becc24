using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor;

/// <summary><c>run-migrations.ps1</c>, as an administrator runs it.</summary>
public sealed class PowerShellTests
{
    [Test]
    public async Task The_script_migrates_and_says_so()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var dry = Run(database.ConnectionString, "DryRun");
        var first = Run(database.ConnectionString, "WithoutCron");
        Assert.Multiple(() =>
        {
            Assert.That(dry, Does.Contain("would run migrations/0001_schemas.sql"));
            Assert.That(first, Does.Contain("ran migrations/0001_schemas.sql"));
        });
    }

    private static string Run(string connectionString, string option)
    {
        var state = InitialSessionState.CreateDefault2();
        using var shell = PowerShell.Create(state);
        shell.AddScript(File.ReadAllText(Repository.PathTo("run-migrations.ps1")).Replace("$PSScriptRoot", Repository.Root, StringComparison.Ordinal))
            .AddParameter("ConnectionString", connectionString)
            .AddParameter(option);
        return string.Join('\n', shell.Invoke().Select(line => $"{line}").Concat(shell.Streams.Error.Select(error => $"{error}")));
    }
}
