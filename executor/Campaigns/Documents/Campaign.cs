namespace Outlier.Executor.Campaigns.Documents;

/// <summary>A campaign.</summary>
internal record Campaign
{
    public long Id { get; init; }

    public string? Title { get; init; }

    public string? FirstMessage { get; init; }

    public string? SecondMessage { get; init; }

    public Segments? Segments { get; init; }

    /// <summary>Seconds until the second message.</summary>
    public int Delay { get; init; }

    public int? RecipientCount { get; init; }

    public IReadOnlyList<Guid> LabelIds { get; init; } = [];

    public long RunAt { get; init; }

    /// <summary>scheduled, missed, sending, paused, done or cancelled.</summary>
    public string State { get; init; } = string.Empty;

    /// <summary>Why it could not be run, at the last try.</summary>
    public string? Error { get; init; }

    /// <summary>Null before it runs.</summary>
    public Progress? Progress { get; init; }
}
