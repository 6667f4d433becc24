namespace Outlier.Executor.Calls;

/// <summary>A call was not made, because its claim has ended or is about to.</summary>
internal sealed class LeaseEndedException() : Exception("The lease of the claim is over, or nearly over, or the message may not leave so late. The call was not made.");
