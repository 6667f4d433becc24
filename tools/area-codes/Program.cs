using System.Globalization;
using Outlier.AreaCodes;

// Writes the statements that fill and renew outlier.area_codes and outlier.country_codes. See docs/how-to/contact-hours.md.
var checkedOn = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);
var zones = "/usr/share/zoneinfo";
for (var index = 0; index < args.Length; index += 2)
{
    var value = index + 1 < args.Length ? args[index + 1] : "";
    switch (args[index])
    {
        case "--checked-on" when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date):
            checkedOn = date;
            break;
        case "--zoneinfo" when File.Exists(Path.Combine(value, "zone.tab")):
            zones = value;
            break;
        default:
            Console.Error.WriteLine(
                $"The option \"{args[index]} {value}\" is not understood. Write --checked-on YYYY-MM-DD (default: today), or --zoneinfo DIRECTORY "
                + "with a directory that holds zone.tab and iso3166.tab of the tz database (default: /usr/share/zoneinfo).");
            return 2;
    }
}

Console.Out.Write(RenewalScript.ForAreaCodes(AreaCodeList.Read(), checkedOn));
Console.Out.Write('\n');
Console.Out.Write(RenewalScript.ForCountryCodes(CountryCodeList.Read(zones), checkedOn));
return 0;
