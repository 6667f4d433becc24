using Outlier.Executor.Auth;

namespace Outlier.Tests.Desk;

/// <summary>A newsroom with an executor that serves the page, and with operator tokens.</summary>
internal sealed class DeskRoom : IAsyncDisposable
{
    private readonly Dictionary<string, string> tokens = new(StringComparer.Ordinal);

    private DeskRoom(Newsroom newsroom, RunningExecutor executor)
    {
        Newsroom = newsroom;
        Executor = executor;
    }

    public Newsroom Newsroom { get; }

    public RunningExecutor Executor { get; }

    public static async Task<DeskRoom> OpenAsync(params (string Key, string? Value)[] settings)
    {
        var newsroom = await Newsroom.OpenAsync();
        // Contact hours are open all day, so that messages are sent during the test.
        await newsroom.RunAsync(
            """
            update outlier.contact_hours set opens = '00:00', closes = '24:00' where state is null;
            delete from outlier.contact_hours where state is not null;
            update outlier.settings set max_texts_per_day = 100;
            """);
        var configuration = settings.Append(("RateLimit:RequestsPerMinute", "100000"))
            .ToDictionary(setting => setting.Item1, setting => setting.Item2, StringComparer.Ordinal);
        return new DeskRoom(newsroom, await newsroom.StartExecutorAsync(settings: configuration));
    }

    /// <summary>An operator token with this role. The token's name is the role.</summary>
    public async Task<string> TokenAsync(string role)
    {
        if (!tokens.TryGetValue(role, out var token))
        {
            token = tokens[role] = OperatorToken.Create();
            await Newsroom.RunAsync($"select api.create_token('the {role}', '{role}', '\\x{Convert.ToHexString(OperatorToken.Digest(token))}')");
        }

        return token;
    }

    public async Task<Screen> ScreenAsync(string role, Look? look = null) =>
        await Screen.OpenAsync(Executor.Address, await TokenAsync(role), look ?? new Look());

    public ValueTask DisposeAsync() => Newsroom.DisposeAsync();
}
