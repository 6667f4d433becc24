using System.Globalization;
using Outlier.Executor.Auth;
using Outlier.Executor.Database;

namespace Outlier.Executor.Desk;

/// <summary>What every fragment of one request needs to know: the language, the caller's role, the newsroom's clock.</summary>
internal sealed class DeskContext(IHttpContextAccessor http, TimeProvider time)
{
    private const string LocalFormat = "yyyy-MM-dd'T'HH:mm";

    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    public DeskWords Words { get; } = DeskWords.Choose(http.HttpContext!.Request);

    public Role Role { get; } = RoleClaim.Of(http.HttpContext!.User);

    /// <summary>The name of the newsroom's time zone, such as America/Detroit.</summary>
    public string ZoneName { get; private set; } = "UTC";

    /// <summary>To whom test sends may go.</summary>
    public IReadOnlyList<string> TestNumbers { get; private set; } = [];

    public bool CanEdit => Role >= Role.Editor;

    public bool CanSend => Role >= Role.Sender;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Reads what the database says of the newsroom; before a fragment is made.</summary>
    public async Task LoadAsync(OutlierApi api, CancellationToken token)
    {
        var newsroom = DeskJson.Read(await api.DeskNewsroomAsync(token), DeskJson.Default.DeskNewsroom);
        TestNumbers = newsroom.TestNumbers;
        ZoneName = newsroom.TimeZone;
        zone = TimeZoneInfo.TryFindSystemTimeZoneById(newsroom.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
    }

    /// <summary>A time in words, by the newsroom's clock.</summary>
    public string Time(long? unixSeconds) => unixSeconds is { } seconds ? Words.Time(Local(seconds)) : Words["time.none"];

    /// <summary>How long until then; or since.</summary>
    public string Until(long unixSeconds) => Words.Span((DateTimeOffset.FromUnixTimeSeconds(unixSeconds) - Now).Duration());

    /// <summary>A time as an input of a form takes it.</summary>
    public string Input(long? unixSeconds) => unixSeconds is { } seconds ? Local(seconds).ToString(LocalFormat, CultureInfo.InvariantCulture) : string.Empty;

    /// <summary>The unix seconds of what an input of a form gave; null where that is no time.</summary>
    public long? Unix(string? input)
    {
        if (!DateTime.TryParse(input, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return null;
        }

        // The hour that is left out in spring does not exist: the next one is meant.
        var existing = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(existing, zone.GetUtcOffset(existing)).ToUnixTimeSeconds();
    }

    private DateTime Local(long seconds) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(seconds), zone).DateTime;
}

/// <summary>What each fragment needs to know of the newsroom; the database makes it.</summary>
/// <param name="TimeZone">Of the settings.</param>
/// <param name="TestNumbers">Of the settings.</param>
internal sealed record DeskNewsroom(string TimeZone, IReadOnlyList<string> TestNumbers);
