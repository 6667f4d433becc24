using System.Diagnostics;
using Npgsql;
using Outlier.Executor.Database;
using Outlier.Migrator;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor.Settings;

/// <summary>
/// Checks that the settings of a server or database do not change results. Each variant is a separate database. A short
/// day of work on it must have the same result as on a default one. By default a sample of ten variants runs, which the
/// date selects. All: OUTLIER_SETTINGS=all dotnet test tests/Outlier.Tests.Executor --filter
/// FullyQualifiedName~AnySettingsTests One kind: OUTLIER_SETTINGS=locale.
/// </summary>
public sealed class AnySettingsTests
{
    private static readonly Lazy<Task<IReadOnlyList<string>>> Plain = new(() => PlayAsync(new Way("plain")));

    private static IEnumerable<TestCaseData> Cases => Ways.Chosen().Select(way => new TestCaseData(way).SetArgDisplayNames(way.Name));

    [TestCaseSource(nameof(Cases))]
    public async Task A_small_day_of_work_comes_out_as_on_a_plain_database(object named)
    {
        var way = (Way)named;
        await TestContext.Progress.WriteLineAsync($"Settings: {way.Name}");
        if (way.Locale is { } locale)
        {
            await HaveLocaleAsync(locale);
        }

        var lines = await PlayAsync(way);
        if (way.Refused is null && way.Named is null)
        {
            var plain = await Plain.Value;
            Assert.That(lines.Except(plain, StringComparer.Ordinal).Order(StringComparer.Ordinal), Is.Empty, "what is there more than on a plain database");
            Assert.That(plain.Except(lines, StringComparer.Ordinal).Order(StringComparer.Ordinal), Is.Empty, "what is there on a plain database only");
        }
    }

    [Test]
    public async Task A_plain_day_hears_each_no_and_texts_everybody_else()
    {
        var plain = await Plain.Value;
        Assert.Multiple(() =>
        {
            Assert.That(Of("consent "), Is.EqualTo((string[])
            [
                "+12005550100 opt_out message QUIT", "+12005550101 opt_out message UNSUBSCRIBE", "+12005550105 opt_out message OPT OUT, CANCELAR SUSCRIPCIÓN",
            ]));
            Assert.That(Of("review "), Is.EqualTo((string[])["+12005550102 No Más", "+12005550104 WRONG NUMBER, I AM NOT INGRID"]));
            Assert.That(Of("sent ").Where(line => line.Contains(" Second ", StringComparison.Ordinal)), Is.EqualTo((string[])["+12005550106 Second 0", "+12005550107 Second 0"]));
            Assert.That(Of("sent ").Count(line => line.EndsWith("Is it clear? 1", StringComparison.Ordinal)), Is.EqualTo(6), "with the label that was there, and to nobody who opted out");
            Assert.That(Of("file "), Does.Contain("3 extension +12005550121 The extension 12 was left out."));
            Assert.That(Of("incident ").Concat(Of("error ")).Concat(Of("given up ")).Concat(Of("problem ")).Concat(Of("waiting ")).Concat(Of("request ")), Is.Empty);
        });

        IEnumerable<string> Of(string kind) => plain.Where(line => line.StartsWith(kind, StringComparison.Ordinal)).Select(line => line[kind.Length..]);
    }

    [Test]
    public async Task The_executor_states_for_its_sessions_what_the_jobs_need_of_theirs()
    {
        await using var database = await TestDatabase.CreateAsync("template0");
        foreach (var setting in (string[])["datestyle = 'German'", "lock_timeout = '1ms'", "default_transaction_isolation = 'serializable'"])
        {
            await SmallDay.SetAsync(database, string.Empty, setting);
        }

        DatabaseMigrator.Run(new MigrationOptions(database.ConnectionString, WithoutCron: true));
        var builder = new NpgsqlDataSourceBuilder(database.ConnectionString);
        SessionSettings.Pin(builder, "day");
        await using var source = builder.Build();
        await using var connection = await source.OpenConnectionAsync();
        const string Others = "select count(*) from outlier.wanted_settings as w where current_setting(w.name, true) <> w.value";
        Assert.That(await connection.ScalarAsync<long>(Others), Is.Zero);
        Assert.That(await connection.ScalarAsync<string>("select current_setting('outlier.installation')"), Is.EqualTo("day"));
        Assert.That(
            await connection.ScalarAsync<long>("select count(*) from outlier.wanted_settings as w where outlier.find_role_setting('outlier_owner', w.name) <> w.value"), Is.Zero);
        // Any other session, in contrast, gets the settings of the database.
        Assert.That(await Sql.ScalarAsync<long>(database.ConnectionString, Others), Is.GreaterThanOrEqualTo(3));
    }

    private static async Task<IReadOnlyList<string>> PlayAsync(Way way)
    {
        TestDatabase database;
        try
        {
            database = await TestDatabase.CreateAsync(way.Made);
        }
        catch (PostgresException exception) when (way.Made != "template0")
        {
            Assert.Ignore($"The server cannot make such a database: {exception.MessageText}");
            return [];
        }

        await using (database)
        {
            try
            {
                foreach (var setting in way.OnDatabase)
                {
                    await SmallDay.SetAsync(database, string.Empty, setting);
                }
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedObject or PostgresErrorCodes.InvalidParameterValue)
            {
                Assert.Ignore($"The server has no such setting: {exception.MessageText}");
                return [];
            }

            if (way.Refused is { } refusal)
            {
                var asked = Assert.Throws<MigrationException>(() => DatabaseMigrator.Run(new MigrationOptions(database.ConnectionString, WithoutCron: true)));
                Assert.That(asked!.Message, Does.Contain(refusal));
                Assert.That(await Sql.ScalarAsync<long>(database.ConnectionString, "select count(*) from pg_namespace where nspname in ('outlier', 'api')"), Is.Zero, "nothing is left behind");
                return [];
            }

            await using var day = await SmallDay.OpenAsync(database, way);
            if (way.Named is { } named)
            {
                Assert.That(await day.CheckAsync(), Does.Contain(named));
                return [];
            }

            var began = Stopwatch.GetTimestamp();
            var lines = await day.PlayAsync();
            await TestContext.Progress.WriteLineAsync($"  {way.Name}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} seconds");
            return lines;
        }
    }

    // In a separate folder, because a running server does not look into a locale archive that did not exist when it
    // started.
    private static async Task HaveLocaleAsync(string locale)
    {
        var folder = $"/usr/lib/locale/{locale}.utf8";
        if (Directory.Exists(folder) || !OperatingSystem.IsLinux() || Environment.UserName != "root" || !File.Exists($"/usr/share/i18n/locales/{locale}"))
        {
            return;
        }

        using var process = Process.Start("localedef", ["--no-archive", "-c", "-i", locale, "-f", "UTF-8", folder]);
        await process.WaitForExitAsync();
    }
}
