namespace Outlier.Executor.Campaigns;

/// <summary>How the bytes of a file were read.</summary>
/// <param name="Encoding">UTF-8, UTF-16, UTF-16BE or Windows-1252.</param>
/// <param name="Separator">What stands between its cells.</param>
internal readonly record struct FileFormat(string Encoding, char Separator);
