using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Outlier.Tests.Executor.Http;

/// <summary>Checks tokens of an OpenID Connect provider, in addition to tokens that are signed with a secret.</summary>
public sealed class ProviderTests
{
    private readonly RSA _key = RSA.Create(2048);
    private WebApplication _provider = null!;
    private Door _door = null!;

    private string Issuer => _provider.Urls.First();

    [OneTimeSetUp]
    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _provider = builder.Build();
        _provider.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Issuer, jwks_uri = $"{Issuer}/keys" }));
        _provider.MapGet("/keys", () =>
        {
            var key = _key.ExportParameters(includePrivateParameters: false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) } } });
        });
        await _provider.StartAsync();
        _door = await Door.OpenAsync(("Auth:Authority", Issuer), ("Auth:DefaultRole", "viewer"));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _door.DisposeAsync();
        await _provider.DisposeAsync();
        _key.Dispose();
    }

    [Test]
    public async Task A_token_of_the_provider_is_believed() =>
        Assert.That(await StatusAsync(Jwt.Make("viewer", Hour, _key, Issuer)), Is.Not.EqualTo(HttpStatusCode.Unauthorized).And.Not.EqualTo(HttpStatusCode.Forbidden));

    [Test]
    public async Task A_token_that_is_signed_with_the_secret_is_believed_too() =>
        Assert.That(await StatusAsync(_door.TokenOf("viewer")), Is.Not.EqualTo(HttpStatusCode.Unauthorized).And.Not.EqualTo(HttpStatusCode.Forbidden));

    [Test]
    public async Task Another_provider_is_not_believed() =>
        Assert.That(await StatusAsync(Jwt.Make("viewer", Hour, _key, "https://elsewhere.example.org")), Is.EqualTo(HttpStatusCode.Unauthorized));

    [Test]
    public async Task Another_key_is_not_believed()
    {
        using var key = RSA.Create(2048);
        Assert.That(await StatusAsync(Jwt.Make("viewer", Hour, key, Issuer)), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_token_for_another_program_is_not_believed() =>
        Assert.That(await StatusAsync(Jwt.Make("viewer", Hour, _key, Issuer, "another-program")), Is.EqualTo(HttpStatusCode.Unauthorized));

    [Test]
    public async Task The_public_key_is_no_secret_to_sign_with() =>
        Assert.That(await StatusAsync(Jwt.Make("viewer", Hour, secret: _key.ExportRSAPublicKeyPem())), Is.EqualTo(HttpStatusCode.Unauthorized));

    [Test]
    public async Task Who_does_not_say_a_role_has_the_default_one()
    {
        var token = Jwt.Make(role: null, Hour);
        Assert.That(await StatusAsync(token), Is.Not.EqualTo(HttpStatusCode.Forbidden));
        using var change = await _door.SendAsync(HttpMethod.Delete, "/campaigns/1", token);
        Assert.That(change.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    [Category("any-token")]
    public async Task Who_says_a_role_that_is_none_has_none() =>
        Assert.That(await StatusAsync(Jwt.Make("admin", Hour)), Is.EqualTo(HttpStatusCode.Forbidden));

    private DateTimeOffset Hour => _door.Time.GetUtcNow().AddHours(1);

    private async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var answer = await _door.SendAsync(HttpMethod.Get, "/campaigns/segments", token);
        return answer.StatusCode;
    }
}
