namespace Outlier.Simulator;

/// <summary>A call that the simulator received and processed.</summary>
/// <param name="At">Time of arrival.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path.</param>
/// <param name="Query">The query with its question mark. Empty if the call has none.</param>
/// <param name="Token">The last four characters of the credential. Empty if the call has none.</param>
/// <param name="Body">The body as received. Empty if the simulator did not read it.</param>
/// <param name="Status">The status of the answer. 0 if the connection was dropped instead.</param>
public sealed record RecordedCall(
    DateTimeOffset At, string Method, string Path, string Query, string Token, string Body, int Status);
