using System.CommandLine;
using Outlier.Executor.Auth;
using Outlier.Executor.Configuration;
using Outlier.Executor.Database;

namespace Outlier.Executor.Commands;

/// <summary><c>outlier token</c>: creates, lists and revokes tokens of the HTTP API.</summary>
internal static class TokenCommand
{
    public static Command Create() => new("token", "Create, list and revoke tokens of the HTTP API.") { CreateCreate(), CreateList(), CreateRevoke() };

    private static Command CreateCreate()
    {
        var name = new Option<string>("--name") { Description = "Name of the token's user. No two active tokens can have the same name.", Required = true };
        var role = new Option<string>("--role") { Description = "Role of the token: viewer can read, editor can also change, sender can also send.", Required = true };
        var jwt = new Option<bool>("--jwt") { Description = "Sign a JWT with Auth__JwtSecret instead, for a program that reads its own token. A JWT cannot be listed or revoked." };
        var days = new Option<int>("--days") { Description = "Number of days after which a JWT expires. Default 90.", DefaultValueFactory = _ => 90 };
        var command = new Command("create", "Create a token and print it. It cannot be shown again.") { name, role, jwt, days };
        command.SetAction((result, token) => result.GetValue(jwt) ? MintAsync(result.GetValue(name)!, result.GetValue(role)!, result.GetValue(days)) : RunAsync(
            async api =>
            {
                var made = OperatorToken.Create();
                await api.CreateTokenAsync(result.GetValue(name)!, result.GetValue(role)!, OperatorToken.Digest(made), token);
                // Only the token goes to standard output, so that it can be piped to a secret store.
                await Console.Error.WriteLineAsync($"The token of {result.GetValue(name)} ({result.GetValue(role)}). It is shown this once:");
                Console.WriteLine(made);
            }));
        return command;
    }

    private static async Task<int> MintAsync(string name, string role, int days)
    {
        var options = ProgramConfiguration.Read().GetSection("Auth").Get<AuthOptions>() ?? new AuthOptions();
        if (MintedJwt.Problem(options, name, role, days) is { } problem)
        {
            await Console.Error.WriteLineAsync($"outlier token: {problem}");
            return 1;
        }

        var now = TimeProvider.System.GetUtcNow();
        var expires = now.AddDays(days);
        await Console.Error.WriteLineAsync(
            $"The JWT of {name} ({role}), good until {expires:yyyy-MM-ddTHH:mm:ssZ}. Outlier does not store it. To end it earlier, change Auth__JwtSecret:");
        Console.WriteLine(MintedJwt.Create(options, name, role, now, expires));
        return 0;
    }

    private static Command CreateList()
    {
        var command = new Command("list", "List the active tokens and the revoked ones.");
        command.SetAction((_, token) => RunAsync(
            async api =>
            {
                var tokens = await api.ListTokensAsync(token);
                var width = tokens.Select(found => found.Name.Length).Append("name".Length).Max();
                Console.WriteLine($"{"name".PadRight(width)}  {"role",-6}  {"created",-20}  revoked");
                foreach (var found in tokens)
                {
                    Console.WriteLine($"{found.Name.PadRight(width)}  {found.Role,-6}  {found.CreatedAt:yyyy-MM-ddTHH:mm:ssZ}  {found.RevokedAt:yyyy-MM-ddTHH:mm:ssZ}".TrimEnd());
                }
            }));
        return command;
    }

    private static Command CreateRevoke()
    {
        var name = new Option<string>("--name") { Description = "Whose token.", Required = true };
        var command = new Command("revoke", "Revoke a token. It stops working at once.") { name };
        command.SetAction((result, token) => RunAsync(
            async api =>
            {
                await api.RevokeTokenAsync(result.GetValue(name)!, token);
                Console.WriteLine($"The token of {result.GetValue(name)} is revoked.");
            }));
        return command;
    }

    private static Task<int> RunAsync(Func<OutlierApi, Task> action) => DatabaseCommand.RunAsync(
        "token",
        async api =>
        {
            await action(api);
            return 0;
        });
}
