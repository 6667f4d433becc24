namespace Outlier.Executor.Campaigns.Documents;

/// <summary>Which page of how many.</summary>
internal sealed record Pagination(long TotalItems, int Page, int PageSize, int TotalPages);
