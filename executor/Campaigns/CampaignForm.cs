using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Outlier.Executor.Http;

namespace Outlier.Executor.Campaigns;

/// <summary>Reads a campaign from a request: JSON, or a form with a file that is read as it comes in.</summary>
internal static class CampaignForm
{
    private const int LargestFields = 64 * 1024;

    /// <exception cref="RecipientFileException">The form or its file cannot be read.</exception>
    public static async Task<CampaignRequest> ReadAsync(HttpRequest request, HttpOptions options, CancellationToken token)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/form-data")
        {
            return new CampaignRequest(await JsonBody.ReadAsync(request, token).ConfigureAwait(false), null);
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200)
        {
            throw new RecipientFileException("The form has no boundary between its parts: Content-Type must name one.");
        }

        if (request.ContentLength > options.MaxBytes + LargestFields)
        {
            throw new RecipientFileException($"The file is larger than {options.MaxBytes} bytes: cut it in two.", StatusCodes.Status413PayloadTooLarge);
        }

        try
        {
            return await ReadPartsAsync(new MultipartReader(boundary, request.Body), options, token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidDataException || (exception is IOException && exception is not BadHttpRequestException))
        {
            throw new RecipientFileException("The form is broken off, or not a form.");
        }
    }

    private static async Task<CampaignRequest> ReadPartsAsync(MultipartReader reader, HttpOptions options, CancellationToken token)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        RecipientList? file = null;
        var left = LargestFields;
        while (await reader.ReadNextSectionAsync(token).ConfigureAwait(false) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            {
                continue;
            }

            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? string.Empty;
            if (name == "file" || disposition.IsFileDisposition())
            {
                if (file is not null)
                {
                    throw new RecipientFileException("The form has two files; a campaign takes one.");
                }

                file = await RecipientFile.ReadAsync(section.Body, options.MaxBytes, token).ConfigureAwait(false);
                continue;
            }

            var text = await ReadFieldAsync(section.Body, left, token).ConfigureAwait(false);
            left -= text.Length;
            fields[name] = text;
        }

        return file is null
            ? throw new RecipientFileException("The form has no file: a CSV of phone numbers in the part called file.")
            : new CampaignRequest(JsonSerializer.Serialize(fields, FormJson.Default.DictionaryStringString), file);
    }

    private static async Task<string> ReadFieldAsync(Stream body, int largest, CancellationToken token)
    {
        using var reader = new StreamReader(body, new UTF8Encoding(false, throwOnInvalidBytes: true));
        var text = new StringBuilder();
        var block = new char[4096];
        int count;
        while ((count = await reader.ReadAsync(block, token).ConfigureAwait(false)) > 0)
        {
            text.Append(block, 0, count);
            if (text.Length > largest)
            {
                throw new RecipientFileException("The fields of the form are larger than is accepted.", StatusCodes.Status413PayloadTooLarge);
            }
        }

        return text.ToString();
    }
}
