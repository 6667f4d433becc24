using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Outlier.Tests.Executor;

/// <summary>Simulates the lookup service and records its requests.</summary>
internal sealed class LookupService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<string> calls = Channel.CreateUnbounded<string>();

    private LookupService(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    public int Status { get; set; } = 200;

    public static async Task<LookupService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var service = new LookupService(builder.Build());
        service.app.Run(context =>
        {
            context.Response.StatusCode = service.Status;
            service.calls.Writer.TryWrite($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {context.Request.Headers.Authorization}");
            return Task.CompletedTask;
        });
        await service.app.StartAsync();
        return service;
    }

    public async Task<string> NextAsync()
    {
        using var limit = new CancellationTokenSource(Newsroom.Limit);
        return await calls.Reader.ReadAsync(limit.Token);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
