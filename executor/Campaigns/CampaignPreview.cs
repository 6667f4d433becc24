using System.Text.Json.Serialization;
using Outlier.Executor.Batches;

namespace Outlier.Executor.Campaigns;

/// <summary>Preview of a campaign.</summary>
/// <param name="RecipientCount">People whom the campaign would reach now.</param>
/// <param name="Sample">Up to ten of these people.</param>
/// <param name="FirstMessage">Size of the first message. Null if the request has none.</param>
/// <param name="SecondMessage">Size of the follow-up. Null if the request has none.</param>
/// <param name="ExpectedParts">SMS parts of all messages.</param>
/// <param name="ExpectedEnd">Expected end, in unix seconds.</param>
/// <param name="Forecast">Expected size, cost and times.</param>
public sealed record CampaignPreview(
    int RecipientCount, IReadOnlyList<SamplePerson> Sample, TextParts? FirstMessage, TextParts? SecondMessage,
    long ExpectedParts, long ExpectedEnd, Forecast Forecast);

/// <summary>Number of people.</summary>
public sealed record RecipientCount([property: JsonPropertyName("recipient_count")] int Count);

/// <summary>A person whom a campaign would reach.</summary>
public sealed record SamplePerson(string PhoneNumber, string? Name);

/// <summary>Size of a text, as carriers count it.</summary>
/// <param name="Encoding"><c>GSM-7</c> or <c>UCS-2</c>.</param>
/// <param name="Parts">SMS parts.</param>
/// <param name="Length">Length in characters of that encoding.</param>
public sealed record TextParts(string Encoding, int Parts, int Length);
