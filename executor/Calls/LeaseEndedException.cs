namespace Outlier.Executor.Calls;

/// <summary>A call was not made, because its claim has ended or is about to.</summary>
internal sealed class LeaseEndedException()
    : Exception("The call was not made: the claim's lease has expired or is about to, or the message may no longer leave.");
