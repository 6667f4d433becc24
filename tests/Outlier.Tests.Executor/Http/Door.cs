using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Outlier.Executor.Auth;

namespace Outlier.Tests.Executor.Http;

/// <summary>An executor with a clock that the test controls, and the means to send it requests.</summary>
internal sealed class Door : IAsyncDisposable
{
    private readonly HttpClient client = new();

    private Door(Newsroom newsroom, RunningExecutor executor, FakeTimeProvider time)
    {
        Newsroom = newsroom;
        Executor = executor;
        Time = time;
    }

    public Newsroom Newsroom { get; }

    public RunningExecutor Executor { get; }

    public FakeTimeProvider Time { get; }

    public static async Task<Door> OpenAsync(params (string Key, string? Value)[] settings)
    {
        var configuration = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Auth:JwtSecret"] = Jwt.Secret, ["Auth:Audience"] = Jwt.Audience };
        foreach (var (key, value) in settings)
        {
            configuration[key] = value;
        }

        var newsroom = await Newsroom.OpenAsync();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 15, 0, 10, TimeSpan.Zero));
        return new Door(newsroom, await newsroom.StartExecutorAsync(time, configuration), time);
    }

    /// <summary>A JWT that is valid for an hour.</summary>
    public string TokenOf(string role, string subject = "avery") => Jwt.Make(role, Time.GetUtcNow().AddHours(1), subject: subject);

    /// <summary>Creates a token as an operator does.</summary>
    public async Task<string> OperatorTokenAsync(string name, string role)
    {
        var token = OperatorToken.Create();
        await Newsroom.RunAsync($"select api.create_token('{name}', '{role}', '\\x{Convert.ToHexString(OperatorToken.Digest(token))}')");
        return token;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Executor.Address, path)) { Content = content };
        // With this header, the client does not send a body that the server refuses unread. Otherwise the broken pipe
        // might hide the refusal.
        request.Headers.ExpectContinue = content is not null;
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await client.SendAsync(request);
    }

    /// <summary>The message of an error. Fails if there is none.</summary>
    public static async Task<string> MessageOfAsync(HttpResponseMessage answer)
    {
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"), $"{answer.StatusCode} {answer.RequestMessage?.RequestUri}");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.That(json.RootElement.EnumerateObject().Select(property => property.Name), Is.EqualTo((string[])["message"]));
        return json.RootElement.GetProperty("message").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Newsroom.DisposeAsync();
    }
}
