using System.Diagnostics;
using System.Net.Http.Json;

namespace Outlier.Quickstart;

/// <summary>Lets a few people answer the first message. The simulator delivers their texts.</summary>
internal sealed class SamplePeople(SampleDatabase database, Uri simulator) : IDisposable
{
    // The pauses spread the answers over the follow-up's delay. An answer in that time cancels the follow-up.
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

    /// <summary>Lets the next person answer, if the pause has passed.</summary>
    /// <returns>The person and the text. Null if no person answered.</returns>
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
