using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Outlier.Executor.Http;

namespace Outlier.Executor.Campaigns;

/// <summary>Reads a campaign and its file from a multipart form, in the order in which the parts come.</summary>
internal static class CampaignForm
{
    private const string FileField = "file";
    private const string MessageColumnField = "messageColumn";
    private const int LargestFields = 65536;

    public static async Task<CampaignUpload> ReadAsync(HttpRequest request, CancellationToken token)
    {
        try
        {
            return await ReadPartsAsync(new MultipartReader(Boundary(request), request.Body), token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw RequestException.BadRequest($"The form cannot be read: {exception.Message}");
        }
    }

    private static string Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 } boundary
            ? boundary.ToString()
            : throw RequestException.BadRequest("The form says no boundary. Send Content-Type: multipart/form-data; boundary=….");

    private static async Task<CampaignUpload> ReadPartsAsync(MultipartReader parts, CancellationToken token)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var room = LargestFields;
        RecipientFile? file = null;
        while (await parts.ReadNextSectionAsync(token).ConfigureAwait(false) is { } part)
        {
            var disposition = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var parsed) ? parsed : null;
            var name = HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).ToString();
            if (disposition?.IsFileDisposition() == true)
            {
                file = name == FileField && file is null
                    ? await RecipientFileReader.ReadAsync(part.Body, token).ConfigureAwait(false)
                    : throw RequestException.BadRequest($"Send one file, in the field {FileField}.");
            }
            else if (name.Length == 0 || name == FileField)
            {
                throw RequestException.BadRequest($"Each part of the form has a name, and {FileField} has a filename too.");
            }
            else
            {
                var value = await ReadFieldAsync(part.Body, room, token).ConfigureAwait(false);
                room -= value.Length;
                if (!fields.TryAdd(name, Encoding.UTF8.GetString(value)))
                {
                    throw RequestException.BadRequest($"Send {name} once.");
                }
            }
        }

        if (file is null)
        {
            throw RequestException.BadRequest($"There is no {FileField} in the form. Add one, or send JSON with segments.");
        }

        if (fields.ContainsKey("segments"))
        {
            throw RequestException.BadRequest($"Send segments or a {FileField}, not both.");
        }

        if (fields.Remove(MessageColumnField, out var column))
        {
            // FormData writes null as a word.
            file = string.IsNullOrWhiteSpace(column) || column.Trim() == "null"
                ? file with { Messages = null }
                : throw RequestException.BadRequest(
                    $"{MessageColumnField} must be empty, which ignores the file's column of texts. To use that column, leave {MessageColumnField} out: it is found by its name.");
        }

        return new CampaignUpload(JsonSerializer.Serialize(fields, HttpJson.Default.DictionaryStringString), file);
    }

    private static async Task<byte[]> ReadFieldAsync(Stream body, int room, CancellationToken token)
    {
        // One more than there is room for, so that too much shows.
        var buffer = new byte[room + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, token).ConfigureAwait(false);
        return length <= room ? buffer[..length] : throw RequestException.BadRequest($"The fields beside the file have more than {LargestFields} bytes.");
    }
}
