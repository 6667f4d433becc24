using System.Globalization;
using PhoneNumbers;

namespace Outlier.AreaCodes;

/// <summary>
/// Lists every calling code except +1, with the zones of its countries. libphonenumber knows which countries share a
/// code. The tz database knows the zones of a country. libphonenumber's own zones are unsuitable, because they go by
/// their names in some language: it places Nicaragua in America/Chicago.
/// </summary>
internal static class CountryCodeList
{
    internal static IReadOnlyList<Place> Read(string zoneDirectory)
    {
        var countries = Table(Path.Combine(zoneDirectory, "iso3166.tab")).ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
        var zones = Table(Path.Combine(zoneDirectory, "zone.tab")).ToLookup(row => row[0], row => row[2], StringComparer.Ordinal);
        var phone = PhoneNumberUtil.GetInstance();
        var source = $"{AreaCodeList.Source}, tz database";
        var places = phone.GetSupportedCallingCodes().Where(code => code != 1).Select(code =>
        {
            var regions = phone.GetRegionCodesForCountryCode(code).Where(region => region != "001").ToList();
            var names = regions.Select(region =>
                Corrections.MissingRegions.TryGetValue(region, out var missing) ? missing.Country : countries[region]);
            var timeZones = regions.SelectMany(region =>
                Corrections.MissingRegions.TryGetValue(region, out var missing) ? missing.TimeZones : zones[region]);
            return new Place(code.ToString(CultureInfo.InvariantCulture), regions.Count == 0 ? ["no country"] : [.. names], OnePerClock(timeZones), source);
        });
        var longer = Corrections.LongerPrefixes.Select(entry => new Place(entry.Key, [entry.Value.Country], entry.Value.TimeZones, source));
        return [.. places.Concat(longer).OrderBy(place => place.Prefix, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Keeps only the first of the zones whose clocks agree in the ten years from 2026 on. zone.tab lists the most
    /// populous zone first.
    /// </summary>
    private static List<string> OnePerClock(IEnumerable<string> timeZones) =>
        [.. timeZones
            .Select(zone => Corrections.KnownToAll.GetValueOrDefault(zone, zone))
            .Distinct(StringComparer.Ordinal)
            .GroupBy(Clock, StringComparer.Ordinal)
            .Select(group => group.First())
            .Order(StringComparer.Ordinal)];

    private static string Clock(string timeZone)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return string.Join(' ', Enumerable.Range(0, 10 * 366 * 4).Select(step => (int)zone.GetUtcOffset(start.AddHours(6 * step)).TotalMinutes));
    }

    private static IEnumerable<string[]> Table(string path) =>
        File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'));
}
