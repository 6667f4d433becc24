namespace Outlier.Executor.Campaigns;

/// <summary>Which column of a file holds the numbers, or the texts.</summary>
/// <param name="Column">Its position from 0; null: no column, or it cannot be told which.</param>
/// <param name="Others">The columns that could also have been meant.</param>
/// <param name="Refusal">Why a person must name the column; null where nobody has to.</param>
internal readonly record struct ColumnChoice(int? Column, IReadOnlyList<int> Others, string? Refusal = null);
