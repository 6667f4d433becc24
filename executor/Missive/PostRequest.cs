namespace Outlier.Executor.Missive;

/// <summary>Body of <c>POST /v1/posts</c>.</summary>
internal sealed record PostRequest(Post Posts);
