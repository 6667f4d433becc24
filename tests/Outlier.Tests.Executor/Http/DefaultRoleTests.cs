using System.Net;

namespace Outlier.Tests.Executor.Http;

/// <summary>
/// Checks tokens signed with Supabase's secret if the default role is sender: only a signed-in person gets that role.
/// </summary>
public sealed class DefaultRoleTests
{
    private static readonly string[] SeveralRoles = ["authenticated", "anon"];
    private Door _door = null!;

    private DateTimeOffset Hour => _door.Time.GetUtcNow().AddHours(1);

    [OneTimeSetUp]
    public async Task Open_the_door() => _door = await Door.OpenAsync(("Auth:DefaultRole", "sender"), ("Auth:Audience", null));

    [OneTimeTearDown]
    public async Task Close_the_door() => await _door.DisposeAsync();

    [Test]
    public async Task A_person_who_has_signed_in_has_the_default_role() =>
        Assert.That(await StatusAsync(Jwt.Make(null, Hour, audience: "authenticated", others: ("role", "authenticated"))), Is.EqualTo(HttpStatusCode.OK));

    [TestCase("anon")]
    [TestCase("service_role")]
    public async Task A_public_or_servers_key_is_nobody(string role) =>
        Assert.That(await StatusAsync(Jwt.Make(null, Hour, audience: null, subject: null, others: ("role", role))), Is.EqualTo(HttpStatusCode.Unauthorized));

    [TestCase("anon")]
    [TestCase("service_role")]
    public async Task Nor_does_it_get_the_default_role_with_a_name(string role) =>
        Assert.That(await StatusAsync(Jwt.Make(null, Hour, audience: null, others: ("role", role))), Is.EqualTo(HttpStatusCode.Forbidden));

    [Test]
    public async Task Nor_with_several_roles() =>
        Assert.That(await StatusAsync(Jwt.Make(null, Hour, audience: null, others: ("role", SeveralRoles))), Is.EqualTo(HttpStatusCode.Forbidden));

    [Test]
    public async Task A_visitor_who_never_signed_in_gets_no_default_role() =>
        Assert.That(
            await StatusAsync(Jwt.Make(null, Hour, audience: "authenticated", others: [("role", "authenticated"), ("is_anonymous", true)])), Is.EqualTo(HttpStatusCode.Forbidden));

    [Test]
    public async Task A_role_that_the_token_says_itself_counts() =>
        Assert.That(await StatusAsync(Jwt.Make("viewer", Hour, audience: null, others: ("role", "service_role"))), Is.EqualTo(HttpStatusCode.OK));

    private async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var answer = await _door.SendAsync(HttpMethod.Get, "/campaigns/segments", token);
        return answer.StatusCode;
    }
}
