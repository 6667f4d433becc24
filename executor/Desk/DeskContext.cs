using System.Globalization;
using Outlier.Executor.Auth;
using Outlier.Executor.Database;

namespace Outlier.Executor.Desk;

/// <summary>The context of one request's fragments: the language, the caller's role, the newsroom's time zone.</summary>
internal sealed class DeskContext(IHttpContextAccessor http, TimeProvider time)
{
    private const string LocalFormat = "yyyy-MM-dd'T'HH:mm";

    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    public DeskWords Words { get; } = DeskWords.Choose(http.HttpContext!.Request);

    public Role Role { get; } = RoleClaim.Of(http.HttpContext!.User);

    /// <summary>Name of the newsroom's time zone, such as America/Detroit.</summary>
    public string ZoneName { get; private set; } = "UTC";

    /// <summary>Numbers to which tests may be sent.</summary>
    public IReadOnlyList<string> TestNumbers { get; private set; } = [];

    public bool CanEdit => Role >= Role.Editor;

    public bool CanSend => Role >= Role.Sender;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Reads the newsroom's settings. Call it before rendering a fragment.</summary>
    public async Task LoadAsync(OutlierApi api, CancellationToken token)
    {
        var newsroom = DeskJson.Read(await api.DeskNewsroomAsync(token), DeskJson.Default.DeskNewsroom);
        TestNumbers = newsroom.TestNumbers;
        ZoneName = newsroom.TimeZone;
        zone = TimeZoneInfo.TryFindSystemTimeZoneById(newsroom.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
    }

    /// <summary>Formats a time in the newsroom's time zone.</summary>
    public string Time(long? unixSeconds) => unixSeconds is { } seconds ? Words.Time(Local(seconds)) : Words["time.none"];

    /// <summary>The time until then, or since then, in words.</summary>
    public string Until(long unixSeconds) => Words.Span((DateTimeOffset.FromUnixTimeSeconds(unixSeconds) - Now).Duration());

    /// <summary>Formats a time for a form's input.</summary>
    public string Input(long? unixSeconds) => unixSeconds is { } seconds ? Local(seconds).ToString(LocalFormat, CultureInfo.InvariantCulture) : string.Empty;

    /// <summary>Parses the value of a form's input into unix seconds. Null if it is not a time.</summary>
    public long? Unix(string? input)
    {
        if (!DateTime.TryParse(input, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return null;
        }

        // The hour that daylight saving time skips does not exist. The next hour is meant.
        var existing = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(existing, zone.GetUtcOffset(existing)).ToUnixTimeSeconds();
    }

    private DateTime Local(long seconds) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(seconds), zone).DateTime;
}

/// <summary>The newsroom's settings that fragments need.</summary>
/// <param name="TimeZone">Time zone of the settings.</param>
/// <param name="TestNumbers">Numbers to which tests may be sent.</param>
internal sealed record DeskNewsroom(string TimeZone, IReadOnlyList<string> TestNumbers);
