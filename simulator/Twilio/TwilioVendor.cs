using System.Globalization;
using Outlier.Simulator.Hosting;

namespace Outlier.Simulator.Twilio;

/// <summary>The part of Twilio's REST API that lists messages.</summary>
internal sealed class TwilioVendor(SimulatorState state) : IVendor
{
    private const int DefaultPageSize = 50;
    private const int LargestPageSize = 1000;
    private const string Suffix = ".json";

    public bool HasQuotas => false;

    public Answer? Refuse(Call call)
    {
        var options = state.Options;
        var known = call.BasicCredentials is var (user, password)
            && (string.Equals(user, options.AccountSid, StringComparison.Ordinal) || user.StartsWith("SK", StringComparison.Ordinal))
            && string.Equals(password, options.TwilioAuthToken, StringComparison.Ordinal);
        return known ? null : TwilioErrors.Of(StatusCodes.Status401Unauthorized, 20003, "Authenticate");
    }

    public ValueTask<Answer> AnswerAsync(Call call) => ValueTask.FromResult(Route(call));

    public Answer Error(int status, string message) => status switch
    {
        StatusCodes.Status429TooManyRequests => TwilioErrors.Of(status, 20429, "Too Many Requests"),
        StatusCodes.Status404NotFound => TwilioErrors.Of(status, 20404, message),
        _ => TwilioErrors.Of(status, 20500, message),
    };

    private Answer Route(Call call)
    {
        var segments = call.Segments();
        if (segments is not [_, "Accounts", var account, ..] || !string.Equals(account, state.Options.AccountSid, StringComparison.Ordinal))
        {
            return NotFound(call);
        }

        return (call.Method, segments) switch
        {
            ("GET", [_, _, _, "Messages.json"]) => List(call, account),
            ("GET", [_, _, _, "Messages", var name]) => Single(call, account, name),
            _ => NotFound(call),
        };
    }

    private Answer List(Call call, string account)
    {
        if (!TryNumber(call, "PageSize", DefaultPageSize, out var size) || size < 1 || !TryNumber(call, "Page", 0, out var page))
        {
            return TwilioErrors.Of(StatusCodes.Status400BadRequest, 20001, "Invalid page or page size");
        }

        if (MessageFilter.Read(call) is not { } filter)
        {
            return TwilioErrors.Of(StatusCodes.Status400BadRequest, 20001, "Invalid date");
        }

        return new MessageListPage(call, account, page, Math.Min(size, LargestPageSize)).Show(state, filter, call.At);
    }

    private Answer Single(Call call, string account, string name)
    {
        var sid = name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : string.Empty;
        if (state.Store.FindBySid(sid) is not { } message)
        {
            return NotFound(call);
        }

        return new Answer(StatusCodes.Status200OK, JsonBytes.Build(
            (message, account, call.At),
            static (writer, source) => TwilioMessageJson.Write(writer, source.message, source.account, source.At)));
    }

    private static Answer NotFound(Call call) =>
        TwilioErrors.Of(StatusCodes.Status404NotFound, 20404, $"The requested resource {call.Path} was not found");

    private static bool TryNumber(Call call, string name, int whenAbsent, out int value)
    {
        value = whenAbsent;
        return call.QueryValue(name) is not { } text || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
