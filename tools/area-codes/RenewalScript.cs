using System.Globalization;
using System.Text;

namespace Outlier.AreaCodes;

/// <summary>
/// Writes one statement for each table. The statement itself marks the change as a renewal, so it works alone, in psql
/// and inside a migration. Rows that an administrator wrote stay unchanged.
/// </summary>
internal static class RenewalScript
{
    private const int Width = 118;

    internal static string ForAreaCodes(IEnumerable<Place> places, DateOnly checkedOn) =>
        Statement(
            "area_codes",
            "code",
            "states",
            "text[]",
            checkedOn,
            places.Select(place => new[] { place.Prefix, '{' + string.Join(',', place.Names) + '}', Array(place.TimeZones), place.Source }));

    internal static string ForCountryCodes(IEnumerable<Place> places, DateOnly checkedOn) =>
        Statement(
            "country_codes",
            "prefix",
            "countries",
            "text",
            checkedOn,
            places.Select(place => new[] { place.Prefix, string.Join(", ", place.Names), Array(place.TimeZones), place.Source }));

    private static string Statement(string table, string key, string names, string type, DateOnly checkedOn, IEnumerable<string[]> rows)
    {
        var script = new StringBuilder();
        script.Append(CultureInfo.InvariantCulture, $"-- Written by tools/area-codes. Rows with changed_by_hand stay as they are.\n");
        script.Append("with renewal as materialized (select pg_catalog.set_config('outlier.renewal', 'on', true))\n");
        script.Append(CultureInfo.InvariantCulture, $"insert into outlier.{table} as old ({key}, {names}, time_zones, source, checked_on)\n");
        script.Append(CultureInfo.InvariantCulture, $"select v.{key}, v.{names}::{type}, v.time_zones::outlier.time_zone[], v.source, date '{checkedOn:yyyy-MM-dd}'\n");
        script.Append("from renewal\ncross join (\n  values\n");
        script.AppendJoin(",\n", rows.Select(Row));
        script.Append(CultureInfo.InvariantCulture, $"\n) as v ({key}, {names}, time_zones, source)\n");
        script.Append(CultureInfo.InvariantCulture, $"on conflict ({key}) do update\n");
        script.Append(CultureInfo.InvariantCulture, $"set\n  {names} = excluded.{names},\n  time_zones = excluded.time_zones,\n  source = excluded.source,\n  checked_on = excluded.checked_on\n");
        script.Append("where not old.changed_by_hand;\n");
        return script.ToString();
    }

    /// <summary>
    /// A row on one line. If the line is too long, each value has its own line, and long values are split.
    /// </summary>
    private static string Row(string[] values)
    {
        var line = $"    ({string.Join(", ", values.Select(Quote))})";
        return line.Length <= Width ? line : $"    (\n{string.Join(",\n", values.Select(value => Pieces(value, "      ")))}\n    )";
    }

    /// <summary>Splits a literal. SQL joins adjacent literals on separate lines into one value.</summary>
    private static string Pieces(string value, string indent)
    {
        var pieces = new List<string> { "" };
        foreach (var word in value.Split(',').Select((word, index) => index == 0 ? word : ',' + word))
        {
            if (pieces[^1].Length + word.Length > Width - 20)
            {
                pieces.Add("");
            }

            pieces[^1] += word;
        }

        return string.Join('\n', pieces.Select(piece => indent + Quote(piece)));
    }

    private static string Array(IReadOnlyList<string> values) => '{' + string.Join(',', values) + '}';

    private static string Quote(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
