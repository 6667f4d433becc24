namespace Outlier.Simulator.Webhooks;

/// <summary>A webhook to deliver. A retry sends the same bytes.</summary>
internal sealed class WebhookJob(Func<byte[]> build)
{
    private readonly TaskCompletionSource<bool> _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[]? _body;

    public byte[] Body => _body ??= build();

    public int Attempts { get; private set; }

    /// <summary>Whether the receiver accepted the first attempt.</summary>
    public Task<bool> FirstAttempt => _firstAttempt.Task;

    public void Tried(bool accepted)
    {
        Attempts++;
        _firstAttempt.TrySetResult(accepted);
    }
}
