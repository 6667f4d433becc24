using Npgsql;
using Outlier.Migrator;

namespace Outlier.Tests.Support;

/// <summary>
/// A database of its own for a fixture: a clone of a template that the production migrator made once for this process,
/// with pgTAP (schema <c>tap</c>), the factories (schema <c>test</c>) and a stand-in for pg_cron (schema <c>cron</c>).
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>As a role to open a connection with: the rights of the server's superuser, whatever its name.</summary>
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

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Unpooled connection string of a superuser.</summary>
    public string ConnectionString => _server.ConnectionStringTo(Name);

    /// <summary>The server of this process, started when first asked for.</summary>
    public static Task<TestServer> ServerAsync() => Started.Value;

    /// <summary>A clone of the migrated template.</summary>
    /// <remarks>
    /// Copying the files takes a third of the time that writing a clone to the log takes (180 against 600 ms on a busy machine), and no
    /// longer than emptying all tables of a used one, as Respawn does (150 to 300 ms). Here that would not do besides: `audit_log` lets
    /// nothing be deleted, and migrations fill tables that would have to be filled again.
    /// </remarks>
    public static async Task<TestDatabase> CloneAsync() => await CreateAsync($"{await Template.Value} strategy file_copy");

    /// <summary>A database in which nothing is yet.</summary>
    /// <param name="encoding">Another encoding than the server's.</param>
    public static Task<TestDatabase> CreateEmptyAsync(string? encoding = null) =>
        CreateAsync(encoding is null ? "template0" : $"template0 encoding '{encoding}' locale 'C'");

    /// <summary>A database that is made in any way: all that follows <c>create database … template</c>.</summary>
    public static async Task<TestDatabase> CreateAsync(string template)
    {
        var server = await ServerAsync();
        var name = $"{Prefix}_{Interlocked.Increment(ref _clones)}";
        await server.ExecuteAsync($"create database {name} template {template}");
        return new TestDatabase(server, name);
    }

    /// <summary>Stops the server, if one was started. Called once, when all tests are over.</summary>
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

    /// <summary>An open connection whose user is <paramref name="role"/>; by default the owner, as in a job of pg_cron.</summary>
    public async Task<NpgsqlConnection> OpenAsync(string role = "outlier_owner", string searchPath = "test")
    {
        var connection = new NpgsqlConnection(ConnectionStringFor(role, searchPath));
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Unpooled connection string under which a role's rights apply.</summary>
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

        // pg_cron lives in one database of a server; the others get a table and two functions in its place.
        await Sql.ExecuteAsync(connectionString, await SupportAsync("cron.sql"));
        DatabaseMigrator.Run(new MigrationOptions(connectionString, WithoutCron: true));
        // Nothing runs the jobs here. That is no dead scheduler, except where a test says so.
        await Sql.ExecuteAsync(connectionString, "update outlier.scheduler set jobs_set_up_at = now() + interval '1 day'");
        await Sql.ExecuteAsync(connectionString, "create schema tap; create extension pgtap schema tap; grant usage on schema tap to public");
        foreach (var file in Directory.EnumerateFiles(Repository.PathTo("sql", "tests", "_support"), "*.sql")
            .Where(file => Path.GetFileName(file) != "cron.sql")
            .Order(StringComparer.Ordinal))
        {
            await Sql.ExecuteAsync(connectionString, await File.ReadAllTextAsync(file));
        }

        // A clone is no copy of production: each finds its own home.
        await Sql.ExecuteAsync(connectionString, "delete from outlier.home");
        return name;
    }

    private static Task<string> SupportAsync(string file) => File.ReadAllTextAsync(Repository.PathTo("sql", "tests", "_support", file));
}
