namespace Outlier.Executor.Configuration;

/// <summary>Where every verb finds its configuration.</summary>
internal static class ProgramConfiguration
{
    // Of systemd's LoadCredential, and of containers.
    private static readonly string?[] SecretFolders = [Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY"), "/run/secrets"];

    /// <summary>Environment variables, and before them the files of a supervisor's folder for secrets, each named as its key.</summary>
    public static IConfigurationBuilder AddProgramSources(this IConfigurationBuilder configuration)
    {
        foreach (var folder in SecretFolders.OfType<string>().Where(Directory.Exists))
        {
            configuration.AddKeyPerFile(folder, optional: true);
        }

        return configuration.AddEnvironmentVariables();
    }

    /// <summary>For a verb without a host.</summary>
    public static IConfigurationRoot Read() => new ConfigurationBuilder().AddProgramSources().Build();
}
