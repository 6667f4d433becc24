namespace Outlier.Simulator.Webhooks;

/// <summary>A webhook on its way. A retry carries the same bytes.</summary>
internal sealed class WebhookJob(Func<byte[]> build)
{
    private readonly TaskCompletionSource<bool> _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[]? _body;

    public byte[] Body => _body ??= build();

    public int Attempts { get; private set; }

    /// <summary>Whether the first attempt was accepted.</summary>
    public Task<bool> FirstAttempt => _firstAttempt.Task;

    public void Tried(bool accepted)
    {
        Attempts++;
        _firstAttempt.TrySetResult(accepted);
    }
}
