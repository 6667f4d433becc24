using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Outlier.Executor.Http;
using Outlier.Executor.Texts;

namespace Outlier.Executor.Campaigns;

/// <summary>Reads a campaign and its file, or a file alone, from a multipart form, in the order in which the parts come.</summary>
internal static class CampaignForm
{
    /// <summary>The fields that control how the file is read.</summary>
    internal static readonly IReadOnlyList<string> FileFields =
        [FileField, PhoneColumnField, MessageColumnField, NumbersPerCellField, HasHeaderField];

    /// <summary>The fields of a campaign in a form.</summary>
    internal static readonly IReadOnlyList<string> CampaignFields =
        ["title", "firstMessage", "secondMessage", "delay", "campaignLabelName", "runAt", "priority", "sendWithin", "exemptReason", .. FileFields];

    private const string FileField = "file";
    private const string NumbersPerCellField = "numbersPerCell";
    private const string PhoneColumnField = "phoneColumn";
    private const string MessageColumnField = "messageColumn";
    private const string HasHeaderField = "hasHeader";
    private const int LargestFields = 65536;
    private const int LongestName = 100;

    /// <summary>Reads a form that creates or changes a campaign.</summary>
    public static async Task<CampaignUpload> ReadAsync(HttpRequest request, CancellationToken token)
    {
        var (fields, file) = await ReadFormAsync(request, token);
        if (fields.ContainsKey("segments"))
        {
            throw RequestException.BadRequest($"Send segments or a {FileField}, not both.");
        }

        var ignored = TakeUnknown(fields, CampaignFields);
        return new CampaignUpload(Choose(fields, out var choice), file.ToFile(choice), ignored);
    }

    /// <summary>Reads a form whose file is only inspected.</summary>
    public static async Task<FileUpload> ReadFileAsync(HttpRequest request, CancellationToken token)
    {
        var (fields, sheet) = await ReadFormAsync(request, token);
        var ignored = TakeUnknown(fields, FileFields);
        var rest = Choose(fields, out var choice);
        var (file, refusal) = sheet.Inspect(choice);
        return new FileUpload(rest, file, refusal, ignored);
    }

    private static async Task<(Dictionary<string, string> Fields, RecipientSheet File)> ReadFormAsync(
        HttpRequest request, CancellationToken token)
    {
        try
        {
            return await ReadPartsAsync(new MultipartReader(Boundary(request), request.Body), token);
        }
        catch (Exception exception) when (exception is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw RequestException.BadRequest($"The form cannot be read: {exception.Message}");
        }
    }

    private static string Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 } boundary
            ? boundary.ToString()
            : throw RequestException.BadRequest("The Content-Type of the form has no boundary. Send Content-Type: multipart/form-data; boundary=….");

    private static async Task<(Dictionary<string, string> Fields, RecipientSheet File)> ReadPartsAsync(
        MultipartReader parts, CancellationToken token)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var room = LargestFields;
        RecipientSheet? file = null;
        while (await parts.ReadNextSectionAsync(token) is { } part)
        {
            var disposition = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var parsed) ? parsed : null;
            var name = HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).ToString();
            if (disposition?.IsFileDisposition() == true)
            {
                file = name == FileField && file is null
                    ? await RecipientFileReader.ReadAsync(part.Body, token)
                    : throw RequestException.BadRequest($"Send one file, in the field {FileField}.");
            }
            else if (name.Length == 0 || name == FileField)
            {
                throw RequestException.BadRequest($"A part of the form has no name, or {FileField} has no filename. Name each part, and give {FileField} a filename.");
            }
            else
            {
                var value = await ReadFieldAsync(part.Body, room, token);
                room -= value.Length;
                if (!fields.TryAdd(name, Encoding.UTF8.GetString(value)))
                {
                    throw RequestException.BadRequest($"Send {name} once.");
                }
            }
        }

        return (fields, file ?? throw RequestException.BadRequest(
            $"The form has no field {FileField}. Add it, or send JSON with segments."));
    }

    // The answer names unknown fields. Otherwise the caller would not notice that a misspelt field had no effect.
    private static List<string> TakeUnknown(Dictionary<string, string> fields, IReadOnlyList<string> known)
    {
        List<string> unknown =
            [.. fields.Keys.Where(name => !known.Contains(name, StringComparer.Ordinal)).Order(StringComparer.Ordinal)];
        unknown.ForEach(name => fields.Remove(name));
        return [.. unknown.Select(name => StorableText.Of(name, LongestName))];
    }

    // Takes the fields that are about the file's columns from the others, and returns those as JSON. FormData writes null
    // as a word.
    private static string Choose(Dictionary<string, string> fields, out RecipientChoice choice)
    {
        fields.Remove(PhoneColumnField, out var phone);
        fields.Remove(MessageColumnField, out var message);
        fields.Remove(HasHeaderField, out var header);
        if (fields.TryGetValue(NumbersPerCellField, out var numbers) && IsMissing(numbers))
        {
            fields.Remove(NumbersPerCellField);
        }

        choice = new RecipientChoice
        {
            PhoneColumn = IsMissing(phone) ? null : phone,
            MessageColumn = message?.Trim() == "null" ? string.Empty : message,
            HasHeader = header?.Trim().ToLowerInvariant() switch
            {
                null or "" or "null" => null,
                "true" => true,
                "false" => false,
                _ => throw RequestException.BadRequest($"{HasHeaderField} must be true or false, not \"{StorableText.Of(header, 40)}\"."),
            },
        };
        return JsonSerializer.Serialize(fields, HttpJson.Default.DictionaryStringString);
    }

    private static bool IsMissing(string? value) => string.IsNullOrWhiteSpace(value) || value.Trim() == "null";

    private static async Task<byte[]> ReadFieldAsync(Stream body, int room, CancellationToken token)
    {
        // Reads one byte more than the limit, so that a longer field is noticed.
        var buffer = new byte[room + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, token);
        return length <= room ? buffer[..length] : throw RequestException.BadRequest($"The fields beside the file have more than {LargestFields} bytes.");
    }
}
