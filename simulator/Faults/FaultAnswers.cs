using System.Globalization;
using System.Text;
using Outlier.Simulator.Hosting;

namespace Outlier.Simulator.Faults;

/// <summary>The answers that faults produce.</summary>
internal static class FaultAnswers
{
    private static readonly byte[] Page =
        "<!DOCTYPE html><html><head><title>Please wait</title></head><body><h1>We will be back soon</h1></body></html>"u8.ToArray();

    public static Answer Refusal(this Fault fault, int status, IVendor vendor)
    {
        var answer = fault.Body is { } body
            ? new Answer(status, Encoding.UTF8.GetBytes(body))
            : vendor.Error(status, "Something went wrong");
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (fault.RetryAfter is { } wait)
        {
            headers["Retry-After"] = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (fault.Location is { } location)
        {
            headers["Location"] = location;
        }

        return headers.Count > 0 ? answer with { Headers = headers } : answer;
    }

    /// <summary>Alters the answer to a call that was carried out. Null: the connection is dropped.</summary>
    public static Answer? Spoil(this Fault fault, Answer answer) => fault switch
    {
        { DropAfter: true } => null,
        { NonJson: true } => new Answer(StatusCodes.Status200OK, Page) { ContentType = "text/html; charset=utf-8" },
        { EmptyBody: true } => new Answer(StatusCodes.Status201Created, []),
        _ => answer,
    };
}
