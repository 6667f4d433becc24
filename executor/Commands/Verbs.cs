using System.CommandLine;

namespace Outlier.Executor.Commands;

/// <summary>The commands of the program.</summary>
internal static class Verbs
{
    public static RootCommand Create() => new("Outlier texts a newsroom's audience. PostgreSQL decides what is sent, and this program makes the calls to Missive.")
    {
        CheckCommand.Create(),
        ImportCommand.Create(),
        MigrateCommand.Create(),
        ReadyCommand.Create(),
        RunCommand.Create(),
        StatusCommand.Create(),
        TokenCommand.Create(),
        ReplayCommand.Create(),
        WhyCommand.Create(),
    };
}
