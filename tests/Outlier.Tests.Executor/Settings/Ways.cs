using System.Globalization;

namespace Outlier.Tests.Executor.Settings;

/// <summary>The variants of how databases are created and set.</summary>
internal static class Ways
{
    private const string Variable = "OUTLIER_SETTINGS";
    private const int Sample = 10;

    /// <summary>Settings of the database. Each is a variant with its text as the name.</summary>
    private static readonly string[] Settings =
    [
        "default_transaction_isolation = 'serializable'",
        "default_transaction_isolation = 'repeatable read'",
        "default_transaction_deferrable = on",
        "standard_conforming_strings = off",
        "backslash_quote = on",
        "escape_string_warning = off",
        "row_security = off",
        "enable_seqscan = off",
        "enable_hashjoin = off",
        "enable_mergejoin = off",
        "enable_nestloop = off",
        "enable_indexscan = off",
        "enable_indexonlyscan = off",
        "enable_bitmapscan = off",
        "enable_sort = off",
        "enable_material = off",
        "enable_hashagg = off",
        "jit_above_cost = 0",
        "plan_cache_mode = force_generic_plan",
        "plan_cache_mode = force_custom_plan",
        "datestyle = 'German'",
        "datestyle = 'SQL, DMY'",
        "datestyle = 'Postgres, MDY'",
        "intervalstyle = 'sql_standard'",
        "intervalstyle = 'iso_8601'",
        "timezone = 'Asia/Kathmandu'",
        "timezone = 'Europe/Dublin'",
        "timezone = '<+13>-13'",
        "bytea_output = 'escape'",
        "extra_float_digits = -15",
        "search_path = ''",
        "search_path = 'nowhere', pg_catalog, public",
        "search_path = 'outlier', 'api'",
        "statement_timeout = '45s'",
        "lock_timeout = '1ms'",
        "idle_in_transaction_session_timeout = '1s'",
        "idle_session_timeout = '1s'",
        "work_mem = '64kB'",
        "temp_buffers = '800kB'",
        "client_encoding = 'LATIN1'",
        "xmlbinary = 'hex'",
        "array_nulls = off",
        "transform_null_equals = on",
        "quote_all_identifiers = on",
        "synchronous_commit = off",
        "max_parallel_workers_per_gather = 0",
        "constraint_exclusion = off",
        "enable_partition_pruning = off",
        "from_collapse_limit = 1",
        "join_collapse_limit = 1",
        "geqo_threshold = 2",
        "cursor_tuple_fraction = 1",
        "vacuum_freeze_min_age = 0",
        "default_toast_compression = 'pglz'",
        "default_tablespace = 'pg_default'",
        "default_table_access_method = 'heap'",
        "lc_messages = 'C'",
        "check_function_bodies = on",
        "client_min_messages = 'error'",
        "client_min_messages = 'debug1'",
        "log_statement = 'all'",
        "gin_fuzzy_search_limit = 5",
        "commit_delay = 1000",
        "default_statistics_target = 1",
        "random_page_cost = 1000",
    ];

    private static readonly Dictionary<string, string> ForcedParallel = new(StringComparer.Ordinal)
    {
        ["15"] = "force_parallel_mode", ["16"] = "debug_parallel_query",
    };

    /// <summary>
    /// The variants to run: a sample that the date selects, or the value of OUTLIER_SETTINGS. The value is all, or
    /// parts of names, separated by |.
    /// </summary>
    public static IReadOnlyList<Way> Chosen()
    {
        var all = All().ToList();
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } wanted)
        {
            return wanted == "all" ? all : all.FindAll(way => wanted.Split('|').Any(part => way.Name.Contains(part, StringComparison.OrdinalIgnoreCase)));
        }

        var seed = int.Parse(DateTime.UtcNow.ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
#pragma warning disable CA5394 // The selection is not secret.
        var chosen = all.ToArray();
        new Random(seed).Shuffle(chosen);
#pragma warning restore CA5394
        return chosen[..Sample];
    }

    private static IEnumerable<Way> All() => [.. Made(), .. Set(), .. SetOnRoles(), .. Brought()];

    private static IEnumerable<Way> Made()
    {
        foreach (var encoding in (string[])["SQL_ASCII", "LATIN1", "EUC_JP"])
        {
            yield return new Way($"encoding {encoding}")
            {
                Made = $"template0 encoding '{encoding}' locale 'C'", Refused = $"has the encoding {encoding}; UTF8 is needed. Create a database that has it: create database",
            };
        }

        foreach (var locale in (string[])["tr_TR", "az_AZ", "de_DE", "sv_SE", "lt_LT", "cs_CZ"])
        {
            yield return new Way($"locale {locale}") { Made = $"template0 encoding 'UTF8' locale '{locale}.UTF-8'", Locale = locale };
        }

        yield return new Way("locale C") { Made = "template0 encoding 'UTF8' locale 'C'" };
        yield return new Way("locale POSIX") { Made = "template0 encoding 'UTF8' locale 'POSIX'" };
        foreach (var locale in (string[])["tr", "und", "und-u-kf-upper-kn-true", "sv-u-ks-level1"])
        {
            yield return new Way($"ICU locale {locale}") { Made = $"template0 encoding 'UTF8' locale_provider icu icu_locale '{locale}' locale 'C'" };
        }
    }

    private static IEnumerable<Way> Set()
    {
        foreach (var setting in Settings)
        {
            yield return new Way(setting) { OnDatabase = [setting] };
        }

        foreach (var (version, setting) in ForcedParallel)
        {
            yield return new Way($"{setting} of {version}") { OnDatabase = [$"{setting} = on"] };
        }

        yield return new Way("messages in Spanish") { OnDatabase = ["lc_messages = 'es_ES.UTF-8'"], Locale = "es_ES" };
        yield return new Way("times and numbers of Germany")
        {
            OnDatabase = ["lc_time = 'de_DE.UTF-8'", "lc_numeric = 'de_DE.UTF-8'", "lc_monetary = 'de_DE.UTF-8'"], Locale = "de_DE",
        };
        yield return new Way("read only") { OnDatabase = ["default_transaction_read_only = on"], Refused = "default_transaction_read_only" };
        yield return new Way("all at once")
        {
            OnDatabase =
            [
                "default_transaction_isolation = 'serializable'", "standard_conforming_strings = off", "row_security = off", "enable_seqscan = off", "datestyle = 'SQL, DMY'",
                "intervalstyle = 'sql_standard'", "timezone = 'Asia/Kathmandu'", "bytea_output = 'escape'", "idle_session_timeout = '1s'", "transform_null_equals = on",
                "array_nulls = off", "quote_all_identifiers = on",
            ],
        };
    }

    private static IEnumerable<Way> SetOnRoles()
    {
        yield return new Way("roles: read only") { OnRoles = ["default_transaction_read_only = on"], Named = "default_transaction_read_only" };
        yield return new Way("roles: a short statement_timeout") { OnRoles = ["statement_timeout = '20s'"], Named = "statement_timeout" };
        yield return new Way("roles: replica") { OnRoles = ["session_replication_role = 'replica'"], Named = "session_replication_role" };
        foreach (var setting in (string[])
            [
                "default_transaction_isolation = 'serializable'", "standard_conforming_strings = off", "row_security = off", "enable_seqscan = off", "datestyle = 'SQL, DMY'",
                "intervalstyle = 'sql_standard'", "timezone = 'Asia/Kathmandu'", "bytea_output = 'escape'", "lock_timeout = '1ms'", "idle_session_timeout = '1s'",
                "search_path = 'nowhere', pg_catalog", "transform_null_equals = on", "quote_all_identifiers = on", "array_nulls = off", "client_encoding = 'LATIN1'",
            ])
        {
            yield return new Way($"roles: {setting}") { OnRoles = [setting] };
        }
    }

    private static IEnumerable<Way> Brought()
    {
        yield return new Way("PGOPTIONS: serializable") { Connection = " -c default_transaction_isolation=serializable" };
        yield return new Way("PGOPTIONS: many")
        {
            Connection = " -c standard_conforming_strings=off -c datestyle=German -c intervalstyle=sql_standard -c enable_seqscan=off -c lock_timeout=1 -c search_path=nowhere",
        };
        yield return new Way("PGTZ") { Connection = ";Timezone=Asia/Kathmandu" };
        yield return new Way("PGCLIENTENCODING") { Connection = ";Client Encoding=LATIN1" };
    }
}
