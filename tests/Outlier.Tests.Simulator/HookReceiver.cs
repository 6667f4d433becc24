using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Outlier.Tests.Simulator;

/// <summary>Takes webhooks as the executor does.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<Hook> _hooks = Channel.CreateUnbounded<Hook>();
    private readonly ConcurrentQueue<int> _answers = new();

    private HookReceiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ReceiveAsync);
    }

    public Uri Address => new(_app.Urls.First());

    public static async Task<HookReceiver> StartAsync()
    {
        var receiver = new HookReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public void AnswerNextWith(int status) => _answers.Enqueue(status);

    public async Task<Hook> NextAsync() => await _hooks.Reader.ReadAsync().AsTask().WaitAsync(Running.Patience);

    public bool IsEmpty => !_hooks.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        context.Response.StatusCode = _answers.TryDequeue(out var status) ? status : StatusCodes.Status200OK;
        _hooks.Writer.TryWrite(new Hook(
            context.Request.Path.Value!, context.Request.Headers["X-Hook-Signature"].ToString(), body.ToArray()));
    }

    internal sealed record Hook(string Path, string Signature, byte[] Body)
    {
        public JsonElement Json => JsonElement.Parse(Body);

        public string Rule => Json.GetProperty("rule").GetProperty("type").GetString()!;
    }
}
