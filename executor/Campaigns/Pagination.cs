namespace Outlier.Executor.Campaigns;

/// <summary>Where in a list a page is. Describes the answer; the database makes it.</summary>
public sealed record Pagination(int TotalItems, int Page, int PageSize, int TotalPages);
