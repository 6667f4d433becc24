namespace Outlier.Executor.Campaigns;

/// <summary>A file that is only looked at, as a form. Describes the request.</summary>
/// <param name="File">A CSV file, as for a campaign.</param>
/// <param name="NumbersPerCell">Of a cell with several numbers, none is texted (the default), the first, or all.</param>
/// <param name="PhoneColumn">The column of phone numbers, by its header or its position from 1, where its name does not say it.</param>
/// <param name="MessageColumn">The column of texts, likewise. Empty: none.</param>
/// <param name="HasHeader">Whether the first row names the columns; by default to be seen.</param>
internal sealed record FileInspectionRequest(
    IFormFile File, string? NumbersPerCell = null, string? PhoneColumn = null, string? MessageColumn = null, bool? HasHeader = null);
