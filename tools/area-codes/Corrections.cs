namespace Outlier.AreaCodes;

/// <summary>
/// Corrects gaps in libphonenumber's data. libphonenumber knows the zones of an area by its exchanges. An overlay area
/// covers the same ground, but may have no exchanges in a zone. Each entry lists every zone of the area.
/// Sources: 49 CFR 71 (limits of the time zones), Canada's tz database entries, and the area's map at the North
/// American Numbering Plan Administrator.
/// </summary>
internal static class Corrections
{
    private const string Eastern = "America/New_York";
    private const string Central = "America/Chicago";
    private const string Mountain = "America/Denver";
    private const string Pacific = "America/Los_Angeles";

    /// <summary>All zones of an area. They replace libphonenumber's zones.</summary>
    internal static readonly IReadOnlyDictionary<string, string[]> TimeZones = Of(
        // Western Alaska: the Aleutian Islands use Hawaii's standard time, with daylight-saving time.
        (["907"], ["America/Anchorage", "America/Adak"]),
        // The Navajo Nation observes daylight-saving time. The rest of Arizona does not.
        (["928"], ["America/Phoenix", Mountain]),
        (["448", "850"], [Eastern, Central]),
        (["812", "930"], [Eastern, Central]),
        (["219"], [Eastern, Central]),
        // Starke County, Indiana.
        (["574"], [Eastern, Central]),
        (["270", "364"], [Central, Eastern]),
        // Clinton County, Kentucky.
        (["606"], [Eastern, Central]),
        // Marion, Sequatchie and Bledsoe County, Tennessee.
        (["423", "729"], [Eastern, Central]),
        // Gogebic, Iron, Dickinson and Menominee County, Michigan.
        (["906"], [Eastern, Central]),
        (["701"], [Central, Mountain]),
        (["605"], [Central, Mountain]),
        (["308"], [Central, Mountain]),
        // Sherman and Wallace County, Kansas.
        (["785"], [Central, Mountain]),
        // Greeley and Hamilton County, Kansas.
        (["620"], [Central, Mountain]),
        // El Paso and Hudspeth County, Texas.
        (["915"], [Mountain]),
        // The north-west of Culberson County, Texas, uses El Paso's time.
        (["432"], [Central, Mountain]),
        (["208", "986"], [Mountain, Pacific]),
        // Malheur County, Oregon.
        (["458", "541"], [Pacific, Mountain]),
        // West Wendover, Nevada.
        (["775"], [Pacific, Mountain]),
        // The Kootenays. Their north-east has no daylight-saving time.
        (["236", "250", "257", "672", "778"], ["America/Vancouver", "America/Edmonton", "America/Fort_Nelson"]),
        // Lloydminster uses Alberta's time.
        (["306", "474", "639"], ["America/Regina", "America/Edmonton"]),
        (["807"], ["America/Toronto", "America/Winnipeg"]),
        // The Magdalen Islands.
        (["367", "418", "581"], ["America/Toronto", "America/Halifax"]),
        // Labrador.
        (["709", "879"], ["America/St_Johns", "America/Halifax"]),
        // The three territories: Yukon has no daylight-saving time.
        (["867"], ["America/Toronto", "America/Winnipeg", "America/Edmonton", "America/Whitehorse"]));

    /// <summary>Zones within one country whose clocks agree from 2007 on, with the zone that replaces them.</summary>
    internal static readonly IReadOnlyDictionary<string, string> SameClock = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["America/Boise"] = Mountain,
        ["America/Juneau"] = "America/Anchorage",
        ["America/North_Dakota/Center"] = Central,
    };

    /// <summary>
    /// Zones that older PostgreSQL versions do not know, with a zone whose clocks agree from 2025 on.
    /// </summary>
    internal static readonly IReadOnlyDictionary<string, string> KnownToAll = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["America/Ciudad_Juarez"] = Mountain,
        ["America/Coyhaique"] = "America/Punta_Arenas",
    };

    /// <summary>
    /// Parts of a country code that belong to another country. Without this entry, their numbers would have to satisfy
    /// all zones of the code.
    /// </summary>
    internal static readonly IReadOnlyDictionary<string, (string Country, string[] TimeZones)> LongerPrefixes =
        new Dictionary<string, (string, string[])>(StringComparer.Ordinal)
        {
            // ITU: +7 6 and +7 7 belong to Kazakhstan, which has had a single zone since March 2024.
            ["76"] = ("Kazakhstan", ["Asia/Almaty"]),
            ["77"] = ("Kazakhstan", ["Asia/Almaty"]),
        };

    /// <summary>Regions of libphonenumber that the tz database's zone.tab does not list.</summary>
    internal static readonly IReadOnlyDictionary<string, (string Country, string[] TimeZones)> MissingRegions =
        new Dictionary<string, (string, string[])>(StringComparer.Ordinal)
        {
            ["AC"] = ("Ascension Island", ["Atlantic/St_Helena"]),
            ["TA"] = ("Tristan da Cunha", ["Atlantic/St_Helena"]),
            ["XK"] = ("Kosovo", ["Europe/Belgrade"]),
            // All of Kazakhstan's zones are already in the code's longer prefixes.
            ["KZ"] = ("Kazakhstan", []),
        };

    private static Dictionary<string, string[]> Of(params (string[] Codes, string[] TimeZones)[] entries) =>
        entries.SelectMany(entry => entry.Codes.Select(code => (code, entry.TimeZones)))
            .ToDictionary(entry => entry.code, entry => entry.TimeZones, StringComparer.Ordinal);
}
