using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Outlier.Executor.Calls;
using Outlier.Executor.Database;
using Outlier.Executor.Missive;
using Outlier.Executor.Queues;
using Outlier.Executor.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Outlier.Tests.Executor;

/// <summary>Checks that a call has a result within a minute if Missive accepts the message but never answers.</summary>
public sealed class PatienceTests
{
    private static readonly ClaimedMessage Message = new(7, "+13135550142", "Hello", [], "9d5ed678fe57bcca610140957afab571", DateTimeOffset.UnixEpoch);
    private static readonly ClaimedMessages Claim = new(1, DateTimeOffset.UnixEpoch, "+13135550100", null, [], null, 180_000);

    [Test]
    public async Task No_answer_may_have_reached_Missive()
    {
        var silence = new Silence();
        var result = await SendAsync(new SilentMissive(async token =>
        {
            await silence.UntilCancelledAsync(token);
            throw new InvalidOperationException("never reached");
        }), silence);
        Assert.Multiple(() =>
        {
            Assert.That(result.Status, Is.Null);
            Assert.That(result.Written, Is.True);
        });
    }

    [Test]
    public async Task A_body_that_never_ends_does_not_take_the_status_back()
    {
        var silence = new Silence();
        var result = await SendAsync(
            new SilentMissive(_ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Created) { Content = new StreamContent(silence) })), silence);
        Assert.Multiple(() =>
        {
            Assert.That(result.Status, Is.EqualTo(201));
            Assert.That(result.MissiveId, Is.Null);
        });
    }

    private static async Task<SendResult> SendAsync(IMissiveApi missive, Silence silence)
    {
        var time = new FakeTimeProvider();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var metrics = new OutlierMetrics(services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        var sender = new MessageSender(missive, new OutboundCalls(time, metrics), Options.Create(new MissiveOptions { FirstMessagesToken = "x" }), NullLogger<MessageSender>.Instance);
        var sending = sender.SendAsync(QueueNames.FirstMessages, Claim, Message, CancellationToken.None);
        await silence.Began.WaitAsync(Newsroom.Limit);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.That(sending.IsCompleted, Is.False, "Missive may take its time.");
        time.Advance(TimeSpan.FromSeconds(1));
        return await sending.WaitAsync(Newsroom.Limit);
    }

    private sealed class SilentMissive(Func<CancellationToken, Task<HttpResponseMessage>> answer) : IMissiveApi
    {
        public Task<HttpResponseMessage> CreateDraftAsync(DraftRequest request, string token, CancellationToken cancellationToken) => answer(cancellationToken);

        public Task<HttpResponseMessage> ListLabelsAsync(Guid organization, int limit, int offset, string token, CancellationToken cancellationToken) => answer(cancellationToken);

        public Task<HttpResponseMessage> CreateLabelsAsync(LabelsRequest request, string token, CancellationToken cancellationToken) => answer(cancellationToken);

        public Task<HttpResponseMessage> ListOrganizationsAsync(string token, CancellationToken cancellationToken) => answer(cancellationToken);

        public Task<HttpResponseMessage> ReadConversationAsync(Guid id, string token, CancellationToken cancellationToken) => answer(cancellationToken);

        public Task<HttpResponseMessage> ReadMessagesAsync(string ids, string token, CancellationToken cancellationToken) => answer(cancellationToken);

        public Task<HttpResponseMessage> CreatePostAsync(PostRequest request, string token, CancellationToken cancellationToken) => answer(cancellationToken);

        public Task<HttpResponseMessage> ListPostsAsync(Guid id, int limit, string token, CancellationToken cancellationToken) => answer(cancellationToken);
    }

    /// <summary>A stream that never yields data. It reports when a reader waits for it.</summary>
    private sealed class Silence : Stream
    {
        private readonly TaskCompletionSource began = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Began => began.Task;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public async Task UntilCancelledAsync(CancellationToken token)
        {
            began.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await UntilCancelledAsync(cancellationToken);
            return 0;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
