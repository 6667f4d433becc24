namespace Outlier.Executor.Missive;

/// <summary>What the team's devices show; Missive takes no post without it.</summary>
internal sealed record PostNotification(string Title, string Body);
