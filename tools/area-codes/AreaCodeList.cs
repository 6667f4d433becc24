using System.Globalization;
using PhoneNumbers;

namespace Outlier.AreaCodes;

/// <summary>
/// Lists every North American area code that libphonenumber considers to be in service, with its states and time zones.
/// </summary>
internal static class AreaCodeList
{
    /// <summary>
    /// Place names in libphonenumber's English geocoding data, with the matching codes of outlier.states.
    /// </summary>
    private static readonly Dictionary<string, string[]> StatesByName = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Alabama"] = ["AL"], ["Alaska"] = ["AK"], ["Arizona"] = ["AZ"], ["Arkansas"] = ["AR"], ["California"] = ["CA"],
        ["Colorado"] = ["CO"], ["Connecticut"] = ["CT"], ["Delaware"] = ["DE"], ["Washington D.C."] = ["DC"], ["Florida"] = ["FL"],
        ["Georgia"] = ["GA"], ["Hawaii"] = ["HI"], ["Idaho"] = ["ID"], ["Illinois"] = ["IL"], ["Indiana"] = ["IN"], ["Iowa"] = ["IA"],
        ["Kansas"] = ["KS"], ["Kentucky"] = ["KY"], ["Louisiana"] = ["LA"], ["Maine"] = ["ME"], ["Maryland"] = ["MD"],
        ["Massachusetts"] = ["MA"], ["Michigan"] = ["MI"], ["Minnesota"] = ["MN"], ["Mississippi"] = ["MS"], ["Missouri"] = ["MO"],
        ["Montana"] = ["MT"], ["Nebraska"] = ["NE"], ["Nevada"] = ["NV"], ["New Hampshire"] = ["NH"], ["New Jersey"] = ["NJ"],
        ["New Mexico"] = ["NM"], ["New York"] = ["NY"], ["North Carolina"] = ["NC"], ["North Dakota"] = ["ND"], ["Ohio"] = ["OH"],
        ["Oklahoma"] = ["OK"], ["Oregon"] = ["OR"], ["Pennsylvania"] = ["PA"], ["Rhode Island"] = ["RI"], ["South Carolina"] = ["SC"],
        ["South Dakota"] = ["SD"], ["Tennessee"] = ["TN"], ["Texas"] = ["TX"], ["Utah"] = ["UT"], ["Vermont"] = ["VT"],
        ["Virginia"] = ["VA"], ["Washington State"] = ["WA"], ["West Virginia"] = ["WV"], ["Wisconsin"] = ["WI"], ["Wyoming"] = ["WY"],
        ["Alberta"] = ["AB"], ["British Columbia"] = ["BC"], ["British Colombia"] = ["BC"], ["Manitoba"] = ["MB"],
        ["New Brunswick"] = ["NB"], ["Newfoundland and Labrador"] = ["NL"], ["Nova Scotia/Prince Edward Island"] = ["NS", "PE"],
        ["Northwest Territories/Nunavut/Yukon"] = ["NT", "NU", "YT"], ["Ontario"] = ["ON"], ["Quebec"] = ["QC"], ["Saskatchewan"] = ["SK"],
    };

    /// <summary>
    /// Regions that are a single state, territory or country, with the matching code of outlier.states.
    /// </summary>
    private static readonly Dictionary<string, string> StatesByRegion = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AS"] = "AS", ["GU"] = "GU", ["MP"] = "MP", ["PR"] = "PR", ["VI"] = "VI",
        ["AG"] = "ATG", ["AI"] = "AIA", ["BB"] = "BRB", ["BM"] = "BMU", ["BS"] = "BHS", ["DM"] = "DMA", ["DO"] = "DOM", ["GD"] = "GRD",
        ["JM"] = "JAM", ["KN"] = "KNA", ["KY"] = "CYM", ["LC"] = "LCA", ["MS"] = "MSR", ["SX"] = "SXM", ["TC"] = "TCA", ["TT"] = "TTO",
        ["VC"] = "VCT", ["VG"] = "VGB",
    };

    /// <summary>The version of the data.</summary>
    internal static string Source { get; } = "libphonenumber " + string.Join('.', PackageVersion());

    internal static IReadOnlyList<Place> Read() =>
        [.. Enumerable.Range(200, 800).Select(code => Read(code.ToString(CultureInfo.InvariantCulture))).OfType<Place>()];

    private static Place? Read(string code)
    {
        var phone = PhoneNumberUtil.GetInstance();
        // One number for each possible exchange. The existing exchanges decide to which states and zones the area
        // belongs.
        var numbers = Enumerable.Range(200, 800)
            .Select(exchange => new PhoneNumber.Builder()
                .SetCountryCode(1)
                .SetNationalNumber(ulong.Parse($"{code}{exchange}1234", CultureInfo.InvariantCulture))
                .Build())
            .Where(phone.IsValidNumber)
            .ToList();
        if (numbers.Count == 0)
        {
            return null;
        }

        // Toll-free, premium and personal numbers belong to no place, so their area codes are skipped.
        if (!numbers.Exists(number => phone.GetNumberType(number)
            is PhoneNumberType.FIXED_LINE or PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE))
        {
            return new Place(code, [], [], Source);
        }

        var zones = PhoneNumberToTimeZonesMapper.GetInstance();
        var (timeZones, source) = Corrections.TimeZones.TryGetValue(code, out var corrected)
            ? (corrected, $"{Source}, corrected")
            : ([.. numbers
                .SelectMany(zones.GetTimeZonesForGeographicalNumber)
                .Select(zone => Corrections.SameClock.GetValueOrDefault(zone, zone))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)], Source);
        return new Place(code, States(code, numbers), timeZones, source);
    }

    private static List<string> States(string code, List<PhoneNumber> numbers)
    {
        var region = PhoneNumberUtil.GetInstance().GetRegionCodeForNumber(numbers[0]);
        if (StatesByRegion.TryGetValue(region, out var state))
        {
            return [state];
        }

        // The description is "Detroit, MI", or "Michigan" if an exchange has no place of its own. A state with only one
        // exchange does not count.
        var geocoder = PhoneNumberOfflineGeocoder.GetInstance();
        var states = numbers
            .Select(number => geocoder.GetDescriptionForValidNumber(number, Locale.English).Split(", ")[^1])
            .SelectMany(name => StatesByName.TryGetValue(name, out var codes) ? codes : name.Length == 2 ? [name] : [])
            .GroupBy(name => name, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .Order(StringComparer.Ordinal)
            .ToList();
        return states.Count > 0
            ? states
            : throw new InvalidOperationException($"The area code {code} lies in no state that is known here. Add the name of its place to {nameof(StatesByName)}.");
    }

    private static IEnumerable<string> PackageVersion() =>
        typeof(PhoneNumberUtil).Assembly.GetName().Version!.ToString().Split('.').Take(3);
}
