using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Outlier.Tests.Executor.Http;

namespace Outlier.Tests.Executor.Campaigns;

/// <summary>Checks the inspection of a file before a campaign is created from it.</summary>
public sealed class InspectionTests
{
    private const string File = "name,phone\nAvery,313-555-0123\nJordan,12\n";
    private Door door = null!;

    [SetUp]
    public async Task Open_the_door() => door = await Door.OpenAsync();

    [TearDown]
    public async Task Close_the_door() => await door.DisposeAsync();

    [TestCase("/campaigns/inspect-file/")]
    [TestCase("/campaigns/inspect-file")]
    [TestCase("/campaign/inspect-file/")]
    [Category("POST-/campaigns/inspect-file")]
    public async Task A_file_is_shown_as_it_is_understood(string path)
    {
        var answer = await OkAsync(path, "viewer", File);
        Assert.Multiple(() =>
        {
            Assert.That((string?)answer["encoding"], Is.EqualTo("UTF-8"));
            Assert.That((string?)answer["separator"], Is.EqualTo(","));
            Assert.That(
                answer["columns"]!.ToJsonString(),
                Is.EqualTo("""{"phone":"phone","message":null,"otherPhones":[],"otherMessages":[],"ignored":["name"],"header":1,"passedOver":[]}"""));
            Assert.That((int?)answer["accepted"], Is.EqualTo(1));
            Assert.That((int?)answer["invalidNumbers"], Is.EqualTo(1));
            Assert.That((string?)answer["firstLines"]![0]!["phoneNumber"], Is.EqualTo("+13135550123"));
            Assert.That((string?)answer["firstLines"]![1]!["note"], Does.Contain("2 digits"));
            Assert.That(answer["refusal"], Is.Null);
        });
    }

    [Test]
    [Category("POST-/campaigns/inspect-file")]
    public async Task Nothing_remains_of_it()
    {
        await OkAsync("/campaigns/inspect-file/", "viewer", File);
        Assert.That(
            await door.Newsroom.ReadAsync<long>(
                "select (select count(*) from outlier.batches) + (select count(*) from outlier.campaign_file_recipients) "
                + "+ (select count(*) from outlier.authors where phone_number = '+13135550123')"),
            Is.Zero);
    }

    [Test]
    [Category("POST-/campaigns/inspect-file")]
    public async Task A_file_with_two_phone_columns_is_shown_with_both_and_with_what_to_do()
    {
        var answer = await OkAsync("/campaigns/inspect-file/", "viewer", "name,Home Phone,Cell Phone\nAvery,313-555-0123,313-555-0124\n");
        Assert.Multiple(() =>
        {
            Assert.That((string?)answer["refusal"], Is.EqualTo("The file has several phone columns: Home Phone, Cell Phone. Name the one to use in the field phoneColumn."));
            Assert.That(answer["columns"]!["phone"], Is.Null);
            Assert.That(answer["columns"]!["otherPhones"]!.ToJsonString(), Is.EqualTo("""["Home Phone","Cell Phone"]"""));
            Assert.That(answer["firstLines"]!.AsArray(), Is.Empty);
            Assert.That(answer.AsObject().ContainsKey("accepted"), Is.False, "nothing was counted");
        });
    }

    [Test]
    public async Task A_column_that_looks_like_texts_is_shown_with_what_to_do()
    {
        var answer = await OkAsync("/campaigns/inspect-file/", "viewer", "phone,What to say\n313-555-0123,Dear Avery your next bus to work leaves at nine on Monday\n");
        Assert.Multiple(() =>
        {
            Assert.That((string?)answer["refusal"], Does.Contain("messageColumn"));
            Assert.That((string?)answer["columns"]!["phone"], Is.EqualTo("phone"));
            Assert.That(answer["columns"]!["otherMessages"]!.ToJsonString(), Is.EqualTo("""["What to say"]"""));
        });
    }

    [Test]
    [Category("ignored-field")]
    public async Task Fields_that_nobody_knows_are_named_by_each_endpoint_that_takes_a_file()
    {
        var inspected = await OkAsync("/campaigns/inspect-file/", "viewer", File, ("phonecolumn", "2"), ("title", "x"));
        Assert.That(inspected["ignoredFields"]!.ToJsonString(), Is.EqualTo("""["phonecolumn","title"]"""));

        (string, string)[] campaign = [("firstMessage", "Hi"), ("runAt", DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))];
        var made = await OkAsync("/campaigns/", "editor", File, [.. campaign, ("PhoneColumn", "2")]);
        Assert.That(made["ignoredFields"]!.ToJsonString(), Is.EqualTo("""["PhoneColumn"]"""));
        var changed = await OkAsync($"/campaigns/{(long)made["id"]!}/", "editor", HttpMethod.Patch, File, ("colour", "red"));
        Assert.That(changed["ignoredFields"]!.ToJsonString(), Is.EqualTo("""["colour"]"""));
        Assert.That((string?)changed["file"]!["encoding"], Is.EqualTo("UTF-8"));
        Assert.That((int?)changed["file"]!["columns"]!["header"], Is.EqualTo(1));
    }

    [TestCase("", "The file is empty")]
    [TestCase("phone\n", "a header and no line below it")]
    [TestCase("PK\u0003\u0004", "The file is not text")]
    public async Task What_cannot_be_looked_into_is_refused(string file, string why)
    {
        using var form = Form(file);
        using var answer = await door.SendAsync(HttpMethod.Post, "/campaigns/inspect-file/", door.TokenOf("viewer"), form);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await Door.MessageOfAsync(answer), Does.Contain(why));
    }

    [Test]
    public async Task It_takes_a_token_and_a_form()
    {
        using var form = Form(File);
        using var unnamed = await door.SendAsync(HttpMethod.Post, "/campaigns/inspect-file/", null, form);
        Assert.That(unnamed.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        using var unreadable = await door.SendAsync(HttpMethod.Post, "/campaigns/inspect-file/", door.TokenOf("viewer"), json);
        Assert.That(unreadable.StatusCode, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
    }

    private static MultipartFormDataContent Form(string file, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new StringContent(file, Encoding.UTF8), "file", "people.csv" } };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value, Encoding.UTF8), name);
        }

        return form;
    }

    private Task<JsonNode> OkAsync(string path, string role, string file, params (string Name, string Value)[] fields) =>
        OkAsync(path, role, HttpMethod.Post, file, fields);

    private async Task<JsonNode> OkAsync(string path, string role, HttpMethod method, string file, params (string Name, string Value)[] fields)
    {
        using var form = Form(file, fields);
        using var answer = await door.SendAsync(method, path, door.TokenOf(role), form);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), text);
        return JsonNode.Parse(text)!;
    }
}
