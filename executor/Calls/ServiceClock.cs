namespace Outlier.Executor.Calls;

/// <summary>
/// The time that an answer states by the service's clock. The database compares it with its own clock. This machine's clock is not
/// used, except to measure how long ago the answer came.
/// </summary>
internal sealed class ServiceClock
{
    private readonly TimeProvider time;
    private readonly long cameAt;

    private ServiceClock(DateTimeOffset date, TimeProvider time)
    {
        Date = date.ToUnixTimeSeconds();
        this.time = time;
        cameAt = time.GetTimestamp();
    }

    /// <summary>The answer's <c>Date</c>, in unix seconds.</summary>
    public long Date { get; }

    /// <summary>How long ago the answer came, in milliseconds, at the moment of reading this.</summary>
    public long Age => (long)time.GetElapsedTime(cameAt).TotalMilliseconds;

    /// <summary>The clock of an answer that has just come. Null if it has no <c>Date</c>.</summary>
    public static ServiceClock? Of(HttpResponseMessage response, TimeProvider time) =>
        response.Headers.Date is { } date ? new ServiceClock(date, time) : null;
}
