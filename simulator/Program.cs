using Outlier.Simulator;
using Outlier.Simulator.Hosting;

var options = ConfiguredOptions.Read(args);

await using var host = await SimulatorHost.StartAsync(options);
Console.WriteLine($"outlier-simulator listens on {host.Address}");
await SimulatorHost.WaitForStopSignalAsync();
