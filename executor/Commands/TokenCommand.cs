using System.CommandLine;
using System.Globalization;
using Npgsql;
using Outlier.Executor.Auth;
using Outlier.Executor.Database;

namespace Outlier.Executor.Commands;

/// <summary><c>outlier token</c>: makes, lists and revokes tokens of the HTTP API.</summary>
internal static class TokenCommand
{
    public static Command Create() => new("token", "Make, list and revoke tokens of the HTTP API.") { CreateCreate(), CreateList(), CreateRevoke() };

    private static Command CreateCreate()
    {
        var name = new Option<string>("--name") { Description = "Who is to use it.", Required = true };
        var role = new Option<string>("--role") { Description = "viewer (reads), editor (changes too) or sender (sends too).", Required = true };
        var command = new Command("create", "Make a token, and print it once.") { name, role };
        command.SetAction((result, stop) => RunAsync(async api =>
        {
            var token = OperatorToken.Create();
            await api.CreateTokenAsync(result.GetValue(name)!, result.GetValue(role)!, OperatorToken.Digest(token), stop).ConfigureAwait(false);
            await Console.Error.WriteLineAsync("This is shown once; only its hash is kept.").ConfigureAwait(false);
            Console.WriteLine(token);
        }));
        return command;
    }

    private static Command CreateList()
    {
        var command = new Command("list", "List the tokens.");
        command.SetAction((_, stop) => RunAsync(async api =>
        {
            foreach (var token in await api.ListTokensAsync(stop).ConfigureAwait(false))
            {
                var end = token.RevokedAt is { } revoked ? $", revoked {Day(revoked)}" : string.Empty;
                Console.WriteLine($"{token.Name}: {token.Role}, made {Day(token.CreatedAt)}{end}");
            }
        }));
        return command;
    }

    private static Command CreateRevoke()
    {
        var name = new Option<string>("--name") { Description = "Whose token is to end.", Required = true };
        var command = new Command("revoke", "End a token.") { name };
        command.SetAction((result, stop) => RunAsync(async api =>
        {
            await api.RevokeTokenAsync(result.GetValue(name)!, stop).ConfigureAwait(false);
            Console.WriteLine($"The token \"{result.GetValue(name)}\" is revoked.");
        }));
        return command;
    }

    private static string Day(DateTime time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static async Task<int> RunAsync(Func<OutlierApi, Task> action)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        if (configuration.GetConnectionString("Outlier") is not { Length: > 0 } connectionString)
        {
            await Console.Error.WriteLineAsync("outlier token: ConnectionStrings__Outlier is not set: the database, such as Host=localhost;Database=outlier;Username=outlier_executor;Password=….").ConfigureAwait(false);
            return 1;
        }

        try
        {
            var database = NpgsqlDataSource.Create(connectionString);
            await using (database.ConfigureAwait(false))
            {
                await action(new OutlierApi(database)).ConfigureAwait(false);
                return 0;
            }
        }
        catch (PostgresException exception)
        {
            await Console.Error.WriteLineAsync($"outlier token: {exception.MessageText}{(exception.Hint is { } hint ? $". {hint}" : string.Empty)}").ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or ArgumentException)
        {
            await Console.Error.WriteLineAsync($"outlier token: {exception.Message}").ConfigureAwait(false);
        }

        return 1;
    }
}
