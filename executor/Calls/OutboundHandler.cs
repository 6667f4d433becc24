using System.Net;

namespace Outlier.Executor.Calls;

/// <summary>
/// Makes no call whose claim has ended: it looks before the call, and again when a connection has been made and the body is about to be
/// written. A process can be frozen at any moment in between. Where the body begins to be written, it says so.
/// </summary>
internal sealed class OutboundHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Lease.Current?.ThrowIfOver();
        if (request.Content is { } body)
        {
            request.Content = new WatchedContent(body, Lease.Current, CallProgress.Current);
        }

        return base.SendAsync(request, cancellationToken);
    }

    private sealed class WatchedContent : HttpContent
    {
        private readonly HttpContent body;
        private readonly Lease? lease;
        private readonly CallProgress? progress;

        public WatchedContent(HttpContent body, Lease? lease, CallProgress? progress)
        {
            this.body = body;
            this.lease = lease;
            this.progress = progress;
            progress?.HasBody = true;
            foreach (var (name, values) in body.Headers)
            {
                Headers.TryAddWithoutValidation(name, values);
            }
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            // Made beforehand, so that nothing lies between this look and the first byte.
            await body.LoadIntoBufferAsync(cancellationToken);
            lease?.ThrowIfOver();
            progress?.BodyBegan = true;
            await body.CopyToAsync(stream, context, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Headers.ContentLength ?? 0;
            return body.Headers.ContentLength is not null;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                body.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
