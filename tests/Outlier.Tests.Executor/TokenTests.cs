using System.Net;
using System.Net.Http.Headers;
using Microsoft.IdentityModel.JsonWebTokens;
using Npgsql;
using Outlier.Tests.Executor.Http;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor;

/// <summary>Checks the commands <c>outlier token</c> as an operator types them.</summary>
public sealed class TokenTests
{
    [Test]
    public async Task A_token_is_printed_alone_and_only_its_hash_is_kept()
    {
        await using var database = await TestDatabase.CloneAsync();
        var made = await RunAsync(database, "create", "--name", "side bar", "--role", "editor");
        Assert.Multiple(() =>
        {
            Assert.That(made.ExitCode, Is.Zero, made.Error);
            Assert.That(made.Output, Does.Match(@"^outlier_[A-Za-z0-9_-]{43}\r?\n$"));
            Assert.That(made.Error, Does.Contain("side bar").And.Contain("editor").And.Not.Contain("outlier_"));
        });
        var token = made.Output.TrimEnd();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        Assert.That(await connection.ScalarAsync<bool>("select digest = sha256(convert_to($1, 'UTF8')) from outlier.api_tokens", token), Is.True);
        Assert.That(await connection.ScalarAsync<bool>("select strpos(t::text, $1) > 0 from outlier.api_tokens as t", token["outlier_".Length..]), Is.False);
    }

    [Test]
    public async Task Tokens_are_listed_and_revoked_by_name()
    {
        await using var database = await TestDatabase.CloneAsync();
        await RunAsync(database, "create", "--name", "sidebar", "--role", "editor");
        await RunAsync(database, "create", "--name", "report", "--role", "viewer");
        var revoked = await RunAsync(database, "revoke", "--name", "sidebar");
        var again = await RunAsync(database, "revoke", "--name", "sidebar");
        var list = await RunAsync(database, "list");
        Assert.Multiple(() =>
        {
            Assert.That(revoked.Output.TrimEnd(), Is.EqualTo("The token of sidebar is revoked."));
            Assert.That(again.ExitCode, Is.EqualTo(1));
            Assert.That(again.Error.TrimEnd(), Is.EqualTo("outlier token: there is no active token with the name 'sidebar'. Run outlier token list to read the names."));
            var lines = list.Output.TrimEnd().ReplaceLineEndings("\n").Split('\n');
            Assert.That(lines, Has.Length.EqualTo(3));
            Assert.That(lines[0], Does.Match("^name +role +created +revoked$"));
            Assert.That(lines[1], Does.Match("^sidebar +editor +[0-9TZ:-]{20} +[0-9TZ:-]{20}$"));
            Assert.That(lines[2], Does.Match("^report +viewer +[0-9TZ:-]{20}$"));
        });
    }

    [Test]
    public async Task The_executor_cannot_make_a_token_for_itself()
    {
        await using var database = await TestDatabase.CloneAsync();
        var (exitCode, output, error) = await OutlierProcess.RunAsync(
            ["token", "create", "--name", "sidebar", "--role", "sender"],
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = database.ConnectionStringFor("outlier_executor") });
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(output, Is.Empty);
            Assert.That(error, Does.StartWith("outlier token: The database rejected the command: permission denied for function create_token.").And.Contain("outlier migrate"));
        });
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        Assert.That(await connection.ScalarAsync<long>("select count(*) from outlier.api_tokens"), Is.Zero);
    }

    [TestCase("sidebar", "admin", "the role 'admin' does not exist")]
    [TestCase("taken", "viewer", "a token with the name 'taken' exists already")]
    [TestCase(" ", "viewer", "a token cannot be named ' '")]
    public async Task What_cannot_be_made_is_said_in_a_line_and_no_token_is_printed(string name, string role, string expected)
    {
        await using var database = await TestDatabase.CloneAsync();
        await Sql.ExecuteAsync(database.ConnectionString, "select api.create_token('taken', 'viewer', sha256('taken'))");
        var (exitCode, output, error) = await RunAsync(database, "create", "--name", name, "--role", role);
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(error, Does.StartWith($"outlier token: {expected}"));
            Assert.That(output, Is.Empty);
        });
    }

    [Test]
    public async Task A_JWT_is_printed_alone_says_whose_it_is_and_opens_the_door()
    {
        var configuration = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Auth:JwtSecret"] = Jwt.Secret, ["Auth:Audience"] = Jwt.Audience };
        var (exitCode, output, error) = await OutlierProcess.RunAsync(["token", "create", "--jwt", "--name", "side bar", "--role", "viewer", "--days", "2"], configuration);
        Assert.That(exitCode, Is.Zero, error);
        Assert.That(error, Does.Contain("side bar").And.Contain("viewer").And.Not.Contain(output.Trim()));
        var token = new JsonWebToken(output.Trim());
        Assert.Multiple(() =>
        {
            Assert.That(token.Subject, Is.EqualTo("side bar"));
            Assert.That(token.GetClaim("outlier_role").Value, Is.EqualTo("viewer"));
            Assert.That(token.Audiences, Is.EqualTo((string[])[Jwt.Audience]));
            Assert.That(token.ValidTo - token.IssuedAt, Is.EqualTo(TimeSpan.FromDays(2)));
        });

        await using var newsroom = await Newsroom.OpenAsync();
        var executor = await newsroom.StartExecutorAsync(settings: configuration);
        using var client = new HttpClient { BaseAddress = executor.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", output.Trim());
        using var read = await client.GetAsync(new Uri("campaigns/segments", UriKind.Relative));
        Assert.That(read.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var change = await client.DeleteAsync(new Uri("campaigns/1", UriKind.Relative));
        Assert.That(change.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase(null, "viewer", "x", "90", "a JWT cannot be signed: Auth__JwtSecret is not set")]
    [TestCase("short", "viewer", "x", "90", "a JWT cannot be signed: Auth__JwtSecret has fewer than 32 bytes")]
    [TestCase(Jwt.Secret, "admin", "x", "90", "the role 'admin' does not exist")]
    [TestCase(Jwt.Secret, "viewer", " ", "90", "a token needs the name")]
    [TestCase(Jwt.Secret, "viewer", "x", "0", "--days must be 1 to 3650")]
    public async Task A_JWT_that_cannot_be_made_is_said_in_a_line(string? secret, string role, string name, string days, string expected)
    {
        var (exitCode, output, error) = await OutlierProcess.RunAsync(
            ["token", "create", "--jwt", "--name", name, "--role", role, "--days", days], new Dictionary<string, string?>(StringComparer.Ordinal) { ["Auth:JwtSecret"] = secret });
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(error, Does.StartWith($"outlier token: {expected}"));
            Assert.That(output, Is.Empty);
        });
    }

    [TestCase("", "ConnectionStrings__Outlier is not set")]
    [TestCase("Host=127.0.0.1;Port=1;Username=nobody", "The database cannot be reached")]
    public async Task A_database_that_is_not_there_is_said_in_a_line(string connectionString, string expected)
    {
        var (exitCode, output, error) = await OutlierProcess.RunAsync(["token", "list"], new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = connectionString });
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(error, Does.StartWith($"outlier token: {expected}"));
            Assert.That(output, Is.Empty);
        });
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(TestDatabase database, params string[] arguments) => OutlierProcess.RunAsync(
        ["token", .. arguments], new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = database.ConnectionStringFor("outlier_owner") });
}
