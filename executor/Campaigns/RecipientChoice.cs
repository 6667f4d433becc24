namespace Outlier.Executor.Campaigns;

/// <summary>What a request says about the columns of its file, where they are not to be found by their names.</summary>
internal sealed record RecipientChoice
{
    /// <summary>The column of phone numbers, by its header or its position from 1; null: found by its name.</summary>
    public string? PhoneColumn { get; init; }

    /// <summary>The column of texts, likewise; empty: none; null: found by its name.</summary>
    public string? MessageColumn { get; init; }

    /// <summary>Whether the first row names the columns; null: to be seen.</summary>
    public bool? HasHeader { get; init; }
}
