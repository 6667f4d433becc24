using System.Text.Json.Serialization;
using Outlier.Executor.Batches;

namespace Outlier.Executor.Campaigns;

/// <summary>What a campaign would do. Describes the answer; the database makes it.</summary>
/// <param name="RecipientCount">How many people it would reach now.</param>
/// <param name="Sample">Up to ten of them.</param>
/// <param name="FirstMessage">The text as carriers count it; null where none was sent.</param>
/// <param name="SecondMessage">The follow-up, likewise.</param>
/// <param name="ExpectedParts">SMS parts of all messages together.</param>
/// <param name="ExpectedEnd">When it would be through, in unix seconds.</param>
/// <param name="Forecast">People, parts, cost, start and end.</param>
public sealed record CampaignPreview(
    int RecipientCount, IReadOnlyList<SamplePerson> Sample, TextParts? FirstMessage, TextParts? SecondMessage,
    long ExpectedParts, long ExpectedEnd, Forecast Forecast);

/// <summary>How many people. Describes the answer; the database makes it.</summary>
public sealed record RecipientCount([property: JsonPropertyName("recipient_count")] int Count);

/// <summary>One of those whom a campaign would reach. Describes the answer; the database makes it.</summary>
public sealed record SamplePerson(string PhoneNumber, string? Name);

/// <summary>A text as carriers count it. Describes the answer; the database makes it.</summary>
/// <param name="Encoding">GSM-7 or UCS-2.</param>
/// <param name="Parts">How many SMS it takes.</param>
/// <param name="Length">In characters of that encoding.</param>
public sealed record TextParts(string Encoding, int Parts, int Length);
