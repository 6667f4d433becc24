using System.CommandLine;
using Outlier.Executor.Commands;

return await new RootCommand("Outlier: texts a newsroom's audience. PostgreSQL decides; this program calls Missive.")
{
    CheckCommand.Create(),
    MigrateCommand.Create(),
    ReadyCommand.Create(),
    RunCommand.Create(),
    StatusCommand.Create(),
    TokenCommand.Create(),
    ReplayCommand.Create(),
}.Parse(args).InvokeAsync().ConfigureAwait(false);
