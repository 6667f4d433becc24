using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Outlier.Executor.Twilio;

/// <summary>Reads pages of the account's message log.</summary>
internal sealed class MessageLog(ITwilioApi twilio, IOptions<TwilioOptions> options)
{
    public bool IsConfigured => options.Value.IsConfigured;

    /// <exception cref="InvalidOperationException">The address is not a page of this account's log.</exception>
    public Task<HttpResponseMessage> ReadPageAsync(JsonElement payload, CancellationToken token)
    {
        var wanted = payload.Deserialize(TwilioJson.Default.WantedMessages)!;
        var account = options.Value.AccountSid!;
        var filter = wanted.Page is { } page ? FilterOf(page, account) : FilterOf(wanted);
        return twilio.ListMessagesAsync(account, filter, options.Value.Credentials, token);
    }

    /// <summary>Parses the filter of a page's address.</summary>
    internal static Dictionary<string, string> FilterOf(string page, string account)
    {
        // The address comes from a stored answer. The credentials must not be sent to any other host.
        var mark = page.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0 || !string.Equals(page[..mark], $"/2010-04-01/Accounts/{account}/Messages.json", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The next page is not part of this account's message log.");
        }

        return QueryHelpers.ParseQuery(page[mark..]).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
    }

    private static Dictionary<string, string> FilterOf(WantedMessages wanted)
    {
        var filter = new Dictionary<string, string>(StringComparer.Ordinal);
        if (wanted.From is not null)
        {
            filter["From"] = wanted.From;
        }

        filter["PageSize"] = wanted.PageSize.ToString(CultureInfo.InvariantCulture);
        if (wanted.To is not null)
        {
            filter["To"] = wanted.To;
        }

        if (wanted.Since is not null)
        {
            // The comparison sign is part of the parameter's name.
            filter["DateSent>"] = wanted.Since;
        }

        return filter;
    }
}
