using Outlier.AreaCodes;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.ContactHours;

/// <summary>Checks the script of tools/area-codes on a database that already has its data.</summary>
[TestFixture]
public sealed class AreaCodeTests
{
    private static readonly DateOnly CheckedOn = new(2027, 1, 31);

    [Test]
    public async Task A_renewal_with_the_same_data_changes_nothing_but_the_date_and_leaves_rows_of_an_administrator_alone()
    {
        const string rows = "select concat_ws(' ', code, states, time_zones, source, changed_by_hand) from outlier.area_codes order by code";
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync("outlier_owner");
        await connection.ExecuteAsync("update outlier.area_codes set time_zones = '{America/Chicago}' where code = '313'");
        await connection.ExecuteAsync("delete from outlier.area_codes where code = '734'");
        var before = await connection.ColumnAsync<string>(rows);

        await connection.ExecuteAsync(RenewalScript.ForAreaCodes(AreaCodeList.Read(), CheckedOn));

        var after = await connection.ColumnAsync<string>(rows);
        Assert.Multiple(async () =>
        {
            Assert.That(after.Except(before, StringComparer.Ordinal), Is.EqualTo((string[])[$"734 {{MI}} {{America/New_York}} {AreaCodeList.Source} f"]));
            Assert.That(before.Except(after, StringComparer.Ordinal), Is.Empty);
            Assert.That(
                await connection.ColumnAsync<string>($"select code from outlier.area_codes where checked_on <> '{CheckedOn:yyyy-MM-dd}'"),
                Is.EqualTo((string[])["313"]));
            Assert.That(
                await connection.ColumnAsync<string>("select code from outlier.area_codes where changed_by_hand"),
                Is.EqualTo((string[])["313"]));
        });
    }

    [Test]
    public async Task After_a_renewal_the_next_change_counts_as_one_by_hand_again()
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync("outlier_owner");
        await connection.ExecuteAsync(RenewalScript.ForAreaCodes([new Place("313", ["MI"], ["America/Detroit"], "test")], CheckedOn));
        await connection.ExecuteAsync("update outlier.area_codes set time_zones = '{America/Chicago}' where code = '734'");
        Assert.That(
            await connection.ColumnAsync<string>("select concat_ws(' ', code, time_zones, changed_by_hand) from outlier.area_codes where code in ('313', '734') order by code"),
            Is.EqualTo((string[])["313 {America/Detroit} f", "734 {America/Chicago} t"]));
    }

    [Test]
    public async Task Countries_share_their_code_have_all_their_zones_and_each_clock_once()
    {
        var zones = Directory.CreateTempSubdirectory();
        try
        {
            var regions = PhoneNumbers.PhoneNumberUtil.GetInstance().GetSupportedRegions().Append("AQ").ToList();
            await File.WriteAllLinesAsync(Path.Combine(zones.FullName, "iso3166.tab"), regions.Select(region => $"{region}\tCountry {region}").Prepend("# comment"));
            string[] rows = ["GB\t+0\tEurope/London", "GG\t+0\tEurope/Guernsey", "ES\t+0\tEurope/Madrid", "ES\t+0\tAfrica/Ceuta", "ES\t+0\tAtlantic/Canary", "CL\t+0\tAmerica/Coyhaique"];
            await File.WriteAllLinesAsync(Path.Combine(zones.FullName, "zone.tab"), rows);

            var places = CountryCodeList.Read(zones.FullName).ToDictionary(place => place.Prefix, StringComparer.Ordinal);

            Assert.Multiple(() =>
            {
                Assert.That(places["44"].Names, Is.EqualTo((string[])["Country GB", "Country GG", "Country IM", "Country JE"]));
                Assert.That(places["44"].TimeZones, Is.EqualTo((string[])["Europe/London"]));
                Assert.That(places["34"].TimeZones, Is.EqualTo((string[])["Atlantic/Canary", "Europe/Madrid"]));
                Assert.That(places["56"].TimeZones, Is.EqualTo((string[])["America/Punta_Arenas"]));
                Assert.That(places["77"].TimeZones, Is.EqualTo((string[])["Asia/Almaty"]));
                Assert.That(places["800"].TimeZones, Is.Empty);
                Assert.That(places.Keys, Has.None.EqualTo("1"));
            });
            await using var database = await TestDatabase.CloneAsync();
            await using var connection = await database.OpenAsync("outlier_owner");
            await connection.ExecuteAsync(RenewalScript.ForCountryCodes(places.Values, CheckedOn));
            Assert.That(
                await connection.ColumnAsync<string>("select concat_ws(' ', countries, time_zones) from outlier.country_codes where prefix = '34'"),
                Is.EqualTo((string[])["Country ES {Atlantic/Canary,Europe/Madrid}"]));
        }
        finally
        {
            zones.Delete(recursive: true);
        }
    }
}
