namespace Outlier.AreaCodes;

/// <summary>One row of outlier.area_codes (names are codes of outlier.states) or outlier.country_codes (names are countries).</summary>
internal sealed record Place(string Prefix, IReadOnlyList<string> Names, IReadOnlyList<string> TimeZones, string Source);
