namespace Outlier.Simulator.Hosting;

/// <summary>
/// Reads the program's options: <c>simulator.json</c>, then environment variables, then the command line. Later ones
/// win.
/// </summary>
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

        // The binder appends to an existing list, but configured quotas must replace the defaults. So the list is
        // cleared first.
        if (section.GetSection(nameof(SimulatorOptions.Quotas)).Exists())
        {
            options.Quotas = [];
        }

        section.Bind(options);
        options.Urls = configuration["urls"] ?? configuration["ASPNETCORE_URLS"] ?? options.Urls;
        return options;
    }
}
