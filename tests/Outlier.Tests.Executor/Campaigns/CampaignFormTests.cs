using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Outlier.Executor.Campaigns;
using Outlier.Executor.Http;

namespace Outlier.Tests.Executor.Campaigns;

/// <summary>Checks campaigns with a file that are sent as a form.</summary>
public sealed class CampaignFormTests
{
    private const string File = "file\"; filename=\"people.csv";

    [Test]
    public async Task Fields_may_come_before_and_after_the_file()
    {
        var upload = await ReadAsync(("title", "Héllo"), (File, "phone\n2005550100\n"), ("runAt", "1772467200"));
        Assert.Multiple(() =>
        {
            Assert.That(upload.Request, Is.EqualTo("""{"title":"H\u00E9llo","runAt":"1772467200"}"""));
            Assert.That(upload.File?.PhoneNumbers, Is.EqualTo((string[])["2005550100"]));
        });
    }

    [TestCase("", true)]
    [TestCase(" ", false)]
    [TestCase("null", true)]
    public async Task An_empty_messageColumn_ignores_the_column_of_texts(string value, bool before)
    {
        (string, string) file = (File, "phone,message\n2005550100,Dear Ada\n");
        var upload = await (before ? ReadAsync(("messageColumn", value), file) : ReadAsync(file, ("messageColumn", value)));
        Assert.Multiple(() =>
        {
            Assert.That(upload.File?.Messages, Is.Null);
            Assert.That(upload.File?.PhoneNumbers, Is.EqualTo((string[])["2005550100"]));
            Assert.That(upload.Request, Is.EqualTo("{}"));
        });
    }

    [Test]
    public async Task Without_messageColumn_a_column_of_texts_is_found_by_its_name() =>
        Assert.That((await ReadAsync((File, "phone,message\n2005550100,Dear Ada\n"))).File?.Messages, Is.EqualTo((string[])["Dear Ada"]));

    [Test]
    public void A_messageColumn_that_names_a_column_is_not_passed_over_in_silence() =>
        Assert.That(async () => await ReadAsync((File, "phone,message\n2005550100,Dear Ada\n"), ("messageColumn", "Town")), Refused("no column \"Town\", which messageColumn names. Its columns are: phone, message"));

    [Test]
    public async Task Fields_that_nobody_knows_are_told_and_go_no_further()
    {
        var upload = await ReadAsync(("title", "x"), ("phonecolumn", "2"), ("colour", "red"), (File, "2005550100"));
        Assert.Multiple(() =>
        {
            Assert.That(upload.IgnoredFields, Is.EqualTo((string[])["colour", "phonecolumn"]));
            Assert.That(upload.Request, Is.EqualTo("""{"title":"x"}"""));
        });
    }

    [Test]
    [Category("ignored-field")]
    public void The_known_fields_are_those_that_are_described()
    {
        Assert.That(CampaignForm.CampaignFields, Is.EquivalentTo(Described(typeof(CampaignFormRequest))));
        Assert.That(CampaignForm.FileFields, Is.EquivalentTo(Described(typeof(FileInspectionRequest))));

        static IEnumerable<string> Described(Type request) => request.GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));
    }

    [TestCase("")]
    [TestCase("null")]
    public async Task An_empty_numbersPerCell_is_none(string value) =>
        Assert.That((await ReadAsync(("numbersPerCell", value), (File, "2005550100"))).Request, Is.EqualTo("{}"));

    [Test]
    public void A_messageColumn_that_is_the_phone_column_is_refused() =>
        Assert.That(async () => await ReadAsync((File, "phone,name\n2005550100,Ada\n"), ("messageColumn", "1")), Refused("phone holds the phone numbers, and messageColumn names it"));

    [Test]
    public void A_form_without_a_file_is_refused() =>
        Assert.That(async () => await ReadAsync(("title", "x")), Refused("has no field file"));

    [Test]
    public void Two_files_are_refused() =>
        Assert.That(async () => await ReadAsync((File, "2005550100"), (File, "2005550101")), Refused("Send one file"));

    [Test]
    public void A_file_in_another_field_is_refused() =>
        Assert.That(async () => await ReadAsync(("people\"; filename=\"people.csv", "2005550100")), Refused("in the field file"));

    [Test]
    public void A_file_that_is_only_text_is_refused() =>
        Assert.That(async () => await ReadAsync(("file", "2005550100")), Refused("has no filename"));

    [TestCase(true)]
    [TestCase(false)]
    public void Segments_and_a_file_are_refused(bool before) =>
        Assert.That(
            async () => await (before ? ReadAsync(("segments", "{}"), (File, "2005550100")) : ReadAsync((File, "2005550100"), ("segments", "{}"))),
            Refused("not both"));

    [Test]
    public void A_field_that_comes_twice_is_refused() =>
        Assert.That(async () => await ReadAsync(("title", "x"), ("title", "y"), (File, "2005550100")), Refused("Send title once"));

    [Test]
    public void Fields_may_have_64_KB_together()
    {
        var half = new string('x', 33000);
        Assert.That(async () => await ReadAsync(("title", half), (File, "2005550100")), Throws.Nothing);
        Assert.That(async () => await ReadAsync(("title", half), ("firstMessage", half), (File, "2005550100")), Refused("more than 65536 bytes"));
    }

    [TestCase("multipart/form-data")]
    [TestCase("multipart/form-data; boundary=other")]
    public void A_form_that_cannot_be_taken_apart_is_refused(string type) =>
        Assert.That(async () => await ReadAsync(type, "--line\r\n"), Throws.TypeOf<RequestException>());

    [Test]
    public void A_form_that_breaks_off_is_refused() =>
        Assert.That(async () => await ReadAsync("multipart/form-data; boundary=line", $"--line\r\nContent-Disposition: form-data; name=\"{File}\"\r\n\r\n2005550100"), Refused("cannot be read"));

    private static NUnit.Framework.Constraints.EqualNumericConstraint<int> Refused(string why) =>
        Throws.TypeOf<RequestException>().With.Message.Contains(why).And.Property("Status").EqualTo(400);

    private static Task<CampaignUpload> ReadAsync(params (string Name, string Value)[] parts) => ReadAsync(
        "multipart/form-data; boundary=line",
        string.Concat(parts.Select(part => $"--line\r\nContent-Disposition: form-data; name=\"{part.Name}\"\r\n\r\n{part.Value}\r\n")) + "--line--\r\n");

    private static Task<CampaignUpload> ReadAsync(string type, string body)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = type;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return CampaignForm.ReadAsync(request, CancellationToken.None);
    }
}
