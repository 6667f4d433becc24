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
