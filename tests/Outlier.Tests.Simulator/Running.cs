using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Outlier.Simulator;

namespace Outlier.Tests.Simulator;

/// <summary>A simulator on a clock that stands still, and a client of it.</summary>
internal sealed class Running : IAsyncDisposable
{
    public const string Token = "missive_pat-first";
    public const string Someone = "+13135550142";
    public const string Label = "104fdf4f-7ab6-402d-b0f7-686c8bf8b860";

    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private Running(SimulatorHost host, FakeTimeProvider clock)
    {
        Host = host;
        Clock = clock;
        Client = new HttpClient { BaseAddress = host.Address, Timeout = Patience };
    }

    public SimulatorHost Host { get; }

    public SimulatorState State => Host.State;

    public FakeTimeProvider Clock { get; }

    public HttpClient Client { get; }

    public static async Task<Running> StartAsync(SimulatorOptions? options = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 15, 0, 0, TimeSpan.Zero));
        return new Running(await SimulatorHost.StartAsync(options ?? new SimulatorOptions(), clock), clock);
    }

    public static string Draft(string to = Someone, string extra = "", string from = "+13135550100") => $$"""
        {"drafts":{"body":"Hi, this is Example Newsroom.","from_field":{"phone_number":"{{from}}","type":"twilio"},
        "to_fields":[{"phone_number":"{{to}}"}],"send":true{{extra}} } }
        """;

    public Task<HttpResponseMessage> SendAsync(string to = Someone, string token = Token, CancellationToken stop = default) =>
        CallAsync(HttpMethod.Post, "/v1/drafts", Draft(to), token, stop);

    public async Task<HttpResponseMessage> CallAsync(
        HttpMethod method, string path, string? body = null, string? token = Token, CancellationToken stop = default)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return await Client.SendAsync(request, stop);
    }

    public async Task<JsonElement> JsonAsync(HttpMethod method, string path, string? body = null)
    {
        using var response = await CallAsync(method, path, body);
        Assert.That(response.IsSuccessStatusCode, Is.True, () => $"{method} {path}: {response.StatusCode}");
        return await ReadAsync(response);
    }

    public async Task<JsonElement> TwilioAsync(string pathAndQuery)
    {
        var options = State.Options;
        using var request = new HttpRequestMessage(HttpMethod.Get, pathAndQuery);
        var pair = Encoding.UTF8.GetBytes($"{options.AccountSid}:{options.TwilioAuthToken}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(pair));
        using var response = await Client.SendAsync(request);
        return await ReadAsync(response);
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());

    public static int RetryAfter(HttpResponseMessage response) =>
        int.Parse(response.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }
}
