using Npgsql;

namespace Outlier.Executor.Database;

/// <summary>
/// The session settings that this program needs. They override those of server, database, role and environment. Each connection
/// sets them once, when it is opened, with the installation's name. <c>outlier.wanted_settings</c> has the same for the jobs of pg_cron.
/// </summary>
internal static class SessionSettings
{
    // Settings that express an administrator's policy are not overridden: statement_timeout and default_transaction_read_only stay, and
    // "outlier check" names them. A setting that an older server does not have is skipped.
    private const string State =
        """
        select pg_catalog.set_config(wanted.name, wanted.value, false)
        from (
          values
            ('default_transaction_isolation', 'read committed'),
            ('default_transaction_deferrable', 'off'),
            ('standard_conforming_strings', 'on'),
            ('row_security', 'on'),
            ('search_path', ''),
            ('datestyle', 'ISO, MDY'),
            ('intervalstyle', 'postgres'),
            ('timezone', 'UTC'),
            ('bytea_output', 'hex'),
            ('extra_float_digits', '1'),
            ('array_nulls', 'on'),
            ('transform_null_equals', 'off'),
            ('quote_all_identifiers', 'off'),
            ('gin_fuzzy_search_limit', '0'),
            ('client_min_messages', 'warning'),
            -- A plan that is switched off costs 10,000,000,000 more. For such a cost, PostgreSQL would compile short queries.
            ('jit', 'off'),
            ('lock_timeout', '0'),
            ('idle_session_timeout', '0'),
            ('idle_in_transaction_session_timeout', '0'),
            ('transaction_timeout', '0'),
            ('outlier.installation', $1)
        ) as wanted (name, value)
        where case wanted.name
          when 'outlier.installation' then wanted.value <> ''
          else pg_catalog.current_setting(wanted.name, true) is not null
        end
        """;

    /// <summary>Makes each connection of a data source set them when it is opened.</summary>
    /// <param name="builder">The builder of the data source.</param>
    /// <param name="installation">Name of the installation, for <c>outlier.describe_copy()</c>. Empty: it is not compared.</param>
    public static void Pin(NpgsqlDataSourceBuilder builder, string installation) => builder.UsePhysicalConnectionInitializer(
        connection =>
        {
            using var command = Command(connection, installation);
            command.ExecuteNonQuery();
        },
        connection => PinAsync(connection, installation, CancellationToken.None));

    /// <summary>Sets them on a connection without a data source.</summary>
    public static async Task PinAsync(NpgsqlConnection connection, string installation, CancellationToken token)
    {
        await using var command = Command(connection, installation);
        await command.ExecuteNonQueryAsync(token);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string installation)
    {
        var command = new NpgsqlCommand(State, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = installation });
        return command;
    }
}
