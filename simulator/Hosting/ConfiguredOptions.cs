namespace Outlier.Simulator.Hosting;

/// <summary>Options of the program: <c>simulator.json</c>, then environment variables, then the command line.</summary>
internal static class ConfiguredOptions
{
    public static SimulatorOptions Read(string[] args)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("simulator.json", optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(args)
            .Build();
        var section = configuration.GetSection("Simulator");
        var options = new SimulatorOptions();

        // The binder adds to a list that is already there; configured quotas are meant to replace the defaults.
        if (section.GetSection(nameof(SimulatorOptions.Quotas)).Exists())
        {
            options.Quotas = [];
        }

        section.Bind(options);
        options.Urls = configuration["urls"] ?? configuration["ASPNETCORE_URLS"] ?? options.Urls;
        return options;
    }
}
