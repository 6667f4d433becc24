using System.Diagnostics;
using System.Net.Http.Json;

namespace Outlier.Quickstart;

/// <summary>A few of those who got the first message answer it; the simulator sends in what they write.</summary>
internal sealed class SamplePeople(SampleDatabase database, Uri simulator) : IDisposable
{
    // Spread over the delay of the follow-up, which their answers call off.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.7);
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = simulator };
    private readonly Queue<string> _texts = new(
    [
        "Yes, tell me more",
        "STOP",
        "Yes! Does the 14 still go downtown?",
        "please stop",
        "Sure",
        "Yes, tell me more please",
    ]);

    private long _lastAt;

    public void Dispose() => _client.Dispose();

    /// <summary>Lets the next person answer, if it is time.</summary>
    /// <returns>Who wrote what; null when nobody did.</returns>
    public async Task<string?> AnswerAsync(long broadcastId, CancellationToken token)
    {
        if (_texts.Count == 0 || Stopwatch.GetElapsedTime(_lastAt) < Pause || await database.LatestReaderAsync(broadcastId, token) is not { } from)
        {
            return null;
        }

        _lastAt = Stopwatch.GetTimestamp();
        var text = _texts.Dequeue();
        using var response = await _client.PostAsJsonAsync(new Uri("/simulator/incoming", UriKind.Relative), new { from, text }, token);
        if (!response.IsSuccessStatusCode)
        {
            throw new QuickstartException($"The simulator refused a text: {await response.Content.ReadAsStringAsync(token)}");
        }

        return $"{from} answers: {text}";
    }
}
