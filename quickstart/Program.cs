using System.Globalization;
using System.Net.Sockets;
using Npgsql;
using Outlier.Quickstart;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};

try
{
    switch (args)
    {
        case ["wait-database"]:
            await Waiting.ForDatabaseAsync(Surroundings.Read(), stop.Token);
            break;
        case ["wait-http", var address, var process]:
            await Waiting.ForHttpAsync(new Uri(address), int.Parse(process, CultureInfo.InvariantCulture), stop.Token);
            break;
        case ["login"]:
            await ExecutorLogin.AllowAsync(Surroundings.Read(), stop.Token);
            break;
        case ["show"]:
            await Show.RunAsync(Surroundings.Read(), stop.Token);
            break;
        default:
            throw new QuickstartException("This is a part of ./quickstart.sh; run that.");
    }

    return ExitCodes.Done;
}
catch (QuickstartException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return exception.ExitCode;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Interrupted. What was started goes on; ./quickstart.sh stop ends it.");
    return ExitCodes.Interrupted;
}
catch (Exception exception) when (exception is NpgsqlException or HttpRequestException or SocketException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return ExitCodes.Failed;
}
