namespace Outlier.Executor.Queues;

/// <summary>The queues, as notifications and <c>api.claim_messages</c> call them.</summary>
internal static class QueueNames
{
    public const string FirstMessages = "first_messages";
    public const string SecondMessages = "second_messages";

    public static readonly string[] All = [FirstMessages, SecondMessages];
}
