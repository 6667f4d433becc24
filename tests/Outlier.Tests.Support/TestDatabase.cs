using Npgsql;
using Outlier.Migrator;

namespace Outlier.Tests.Support;

/// <summary>
/// A separate database for a fixture. It is a clone of a template, which the production migrator creates once for this
/// process. The template also has pgTAP (schema <c>tap</c>), the factories (schema <c>test</c>) and a substitute for
/// pg_cron (schema <c>cron</c>).
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>Opens a connection with the rights of the server's superuser if it is passed as the role.</summary>
    public const string Superuser = "none";

    private static readonly string Prefix = $"outlier_test_{Guid.NewGuid():N}"[..24];
    private static readonly Lazy<Task<TestServer>> Started = new(TestServer.StartAsync);
    private static readonly Lazy<Task<string>> Template = new(CreateTemplateAsync);
    private static int _clones;

    private readonly TestServer _server;

    private TestDatabase(TestServer server, string name)
    {
        _server = server;
        Name = name;
    }

    /// <summary>Name of the database.</summary>
    public string Name { get; }

    /// <summary>Unpooled connection string of a superuser.</summary>
    public string ConnectionString => _server.ConnectionStringTo(Name);

    /// <summary>The server of this process. It starts at the first use.</summary>
    public static Task<TestServer> ServerAsync() => Started.Value;

    /// <summary>Clones the migrated template.</summary>
    /// <remarks>
    /// Copying the files takes 180 ms on a busy machine; writing a clone to the log takes 600 ms. Emptying all tables
    /// of a used database, as Respawn does, is no faster (150 to 300 ms). It would also not work here: `audit_log`
    /// permits no deletes, and the rows that migrations insert would have to be inserted again.
    /// </remarks>
    public static async Task<TestDatabase> CloneAsync() => await CreateAsync($"{await Template.Value} strategy file_copy");

    /// <summary>Creates an empty database.</summary>
    /// <param name="encoding">An encoding that differs from the server's.</param>
    public static Task<TestDatabase> CreateEmptyAsync(string? encoding = null) =>
        CreateAsync(encoding is null ? "template0" : $"template0 encoding '{encoding}' locale 'C'");

    /// <summary>Creates a database from the text that follows <c>create database … template</c>.</summary>
    public static async Task<TestDatabase> CreateAsync(string template)
    {
        var server = await ServerAsync();
        var name = $"{Prefix}_{Interlocked.Increment(ref _clones)}";
        await server.ExecuteAsync($"create database {name} template {template}");
        return new TestDatabase(server, name);
    }

    /// <summary>Stops the server if this process started one. Called once, after all tests.</summary>
    public static async Task StopServerAsync()
    {
        if (!Started.IsValueCreated)
        {
            return;
        }

        var server = await Started.Value;
        if (Template.IsValueCreated && Template.Value.IsCompletedSuccessfully)
        {
            await server.ExecuteAsync($"drop database {await Template.Value} with (force)");
        }

        await server.DisposeAsync();
    }

    /// <summary>
    /// Opens a connection as <paramref name="role"/>. The default is the owner, as in a job of pg_cron.
    /// </summary>
    public async Task<NpgsqlConnection> OpenAsync(string role = "outlier_owner", string searchPath = "test")
    {
        var connection = new NpgsqlConnection(ConnectionStringFor(role, searchPath));
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Unpooled connection string of a session with the rights of a role.</summary>
    public string ConnectionStringFor(string role, string searchPath = "") => new NpgsqlConnectionStringBuilder(ConnectionString)
    {
        Options = $"-c role={role}" + (searchPath.Length > 0 ? $" -c search_path={searchPath}" : string.Empty),
        IncludeErrorDetail = true,
    }.ConnectionString;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _server.ExecuteAsync($"drop database if exists {Name} with (force)");

    private static async Task<string> CreateTemplateAsync()
    {
        var server = await ServerAsync();
        var name = $"{Prefix}_template";
        await server.ExecuteAsync($"create database {name} template template0");
        var connectionString = server.ConnectionStringTo(name);
        if (await Sql.ScalarAsync<string>(connectionString, "select name::text from pg_available_extensions where name = 'pgtap'") is null)
        {
            var major = await server.ScalarAsync<string>("select current_setting('server_version_num')::integer / 10000 || ''");
            throw new InvalidOperationException(
                $"pgTAP is missing on {server.Description}. On Debian: apt-get install postgresql-{major}-pgtap");
        }

        // pg_cron is installed in one database of a server only. The other databases get a table and two functions
        // instead.
        await Sql.ExecuteAsync(connectionString, await SupportAsync("cron.sql"));
        DatabaseMigrator.Run(new MigrationOptions(connectionString, WithoutCron: true));
        // No scheduler runs the jobs here. The date in the future prevents a warning about a dead scheduler.
        await Sql.ExecuteAsync(connectionString, "update outlier.scheduler set jobs_set_up_at = now() + interval '1 day'");
        await Sql.ExecuteAsync(connectionString, "create schema tap; create extension pgtap schema tap; grant usage on schema tap to public");
        foreach (var file in Directory.EnumerateFiles(Repository.PathTo("sql", "tests", "_support"), "*.sql")
            .Where(file => Path.GetFileName(file) != "cron.sql")
            .Order(StringComparer.Ordinal))
        {
            await Sql.ExecuteAsync(connectionString, await File.ReadAllTextAsync(file));
        }

        // A clone must not count as a copy of production, so each clone records its own home.
        await Sql.ExecuteAsync(connectionString, "delete from outlier.home");
        return name;
    }

    private static Task<string> SupportAsync(string file) => File.ReadAllTextAsync(Repository.PathTo("sql", "tests", "_support", file));
}
