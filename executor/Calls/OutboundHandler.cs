using System.Net;

namespace Outlier.Executor.Calls;

/// <summary>
/// Makes no call whose lease has ended. It checks before the call, and again when the connection is there and the body is about to be
/// written, because the process can be frozen at any moment in between. It also records when the body begins to be written.
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
            // The body is serialized beforehand, so that nothing delays the first byte after this check.
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
