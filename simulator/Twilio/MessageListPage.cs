using System.Globalization;
using Outlier.Simulator.Hosting;
using Outlier.Simulator.Memory;

namespace Outlier.Simulator.Twilio;

/// <summary>One page of Twilio's message list.</summary>
internal sealed class MessageListPage(Call call, string account, int number, int size)
{
    private const string TokenPrefix = "PA";
    private static readonly string[] Filters = ["To", "From", "DateSent", "DateSent<", "DateSent>"];

    public Answer Show(SimulatorState state, MessageFilter filter, DateTimeOffset now)
    {
        // The page token names the last message of the page before. So new messages do not shift the pages.
        var before = int.MaxValue;
        if (call.QueryValue("PageToken") is { } token)
        {
            if (!token.StartsWith(TokenPrefix, StringComparison.Ordinal)
                || state.Store.FindBySid(token[TokenPrefix.Length..]) is not { } last)
            {
                return TwilioErrors.Of(StatusCodes.Status400BadRequest, 20001, "Invalid page token");
            }

            before = last.Index;
        }

        var found = state.Store.Log.NewestFirst(before)
            .Where(message => message.Sid is not null && filter.Matches(message, now))
            .Take(size + 1)
            .ToList();
        var more = found.Count > size;
        var rows = more ? found[..size] : found;
        return new Answer(StatusCodes.Status200OK, Write(rows, more, now));
    }

    private byte[] Write(List<Message> rows, bool more, DateTimeOffset now)
    {
        var start = number * size;
        var next = more ? Uri(number + 1, $"{TokenPrefix}{rows[^1].Sid}") : null;
        return JsonBytes.Build((page: this, rows, next, start, now), static (writer, source) =>
        {
            var page = source.page;
            writer.WriteStartObject();
            writer.WriteNumber("end"u8, Math.Max(source.start, source.start + source.rows.Count - 1));
            writer.WriteString("first_page_uri"u8, page.Uri(0, token: null));
            writer.WriteString("next_page_uri"u8, source.next);
            writer.WriteNumber("page"u8, page.Number);
            writer.WriteNumber("page_size"u8, page.Size);
            writer.WriteNull("previous_page_uri"u8);
            writer.WriteNumber("start"u8, source.start);
            writer.WriteString("uri"u8, page.Uri(page.Number, page.Token));
            writer.WriteStartArray("messages"u8);
            foreach (var message in source.rows)
            {
                TwilioMessageJson.Write(writer, message, page.Account, source.now);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private int Number => number;

    private int Size => size;

    private string Account => account;

    private string? Token => call.QueryValue("PageToken");

    private string Uri(int page, string? token)
    {
        var kept = Filters.Where(name => call.QueryValue(name) is not null)
            .Select(name => $"{System.Uri.EscapeDataString(name)}={System.Uri.EscapeDataString(call.QueryValue(name)!)}&");
        var uri = string.Create(
            CultureInfo.InvariantCulture,
            $"/2010-04-01/Accounts/{account}/Messages.json?{string.Concat(kept)}PageSize={size}&Page={page}");
        return token is null ? uri : $"{uri}&PageToken={token}";
    }
}
