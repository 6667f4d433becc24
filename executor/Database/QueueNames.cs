namespace Outlier.Executor.Database;

/// <summary>The queues, as notifications call them.</summary>
internal static class QueueNames
{
    public const string FirstMessages = "first_messages";
    public const string SecondMessages = "second_messages";

    public const string Requests = "requests";

    public static readonly string[] Messages = [FirstMessages, SecondMessages];
    public static readonly string[] All = [.. Messages, Requests];
}
