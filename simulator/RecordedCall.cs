namespace Outlier.Simulator;

/// <summary>A call that was received and dealt with.</summary>
/// <param name="At">When it arrived.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path.</param>
/// <param name="Query">The query with its question mark, or empty.</param>
/// <param name="Token">The last four characters of the credential, or empty.</param>
/// <param name="Body">The body as received; empty when it was not read.</param>
/// <param name="Status">The status of the answer; 0 when the connection was dropped instead.</param>
public sealed record RecordedCall(
    DateTimeOffset At, string Method, string Path, string Query, string Token, string Body, int Status);
