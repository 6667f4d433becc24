using System.Globalization;

namespace Outlier.Executor.Checks;

/// <summary>Makes one harmless call to another service and records the facts that a check needs.</summary>
internal sealed class VendorCall(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task<VendorAnswer> MakeAsync(Func<CancellationToken, Task<HttpResponseMessage>> call, CancellationToken token)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token, patience.Token);
        try
        {
            using var response = await call(limit.Token);
            return new VendorAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(limit.Token), response.Headers.Date, time.GetUtcNow());
        }
#pragma warning disable CA1031 // Any failure of the call is the check's result.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new VendorAnswer(null, exception.GetBaseException().Message, null, time.GetUtcNow());
        }
    }
}

/// <summary>The outcome of a harmless call.</summary>
/// <param name="Status">HTTP status. Null if no answer came. The body then says why.</param>
/// <param name="Body">Body of the answer.</param>
/// <param name="Date">The service's clock, in whole seconds.</param>
/// <param name="At">This machine's clock when the answer arrived.</param>
internal sealed record VendorAnswer(int? Status, string Body, DateTimeOffset? Date, DateTimeOffset At)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

    /// <param name="key">Configuration key of the credential.</param>
    /// <param name="vendor">Name of the service.</param>
    /// <param name="address">Address of the service.</param>
    /// <param name="addressKey">Configuration key of the address.</param>
    public CheckResult Judge(string key, string vendor, string address, string addressKey) => Status switch
    {
        null => new CheckResult(key, $"{vendor} cannot be reached at {address}: {Body}", $"Check {addressKey}, and whether a firewall blocks outgoing calls from this machine."),
        >= 200 and <= 299 => CheckResult.Fine(key),
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => new CheckResult(
            key, string.Create(CultureInfo.InvariantCulture, $"{vendor} refuses {key} ({Status})"), $"Set {key} to a valid value."),
        StatusCodes.Status429TooManyRequests => CheckResult.Fine(key),
        _ => new CheckResult(
            key, string.Create(CultureInfo.InvariantCulture, $"{vendor} answers {Status} at {address}"), $"Check {addressKey}, and {vendor}'s status page."),
    };

    public CheckResult Clock(string vendor) => Date is { } date ? ClockCheck.Compare(vendor, date, At, Tolerance) : CheckResult.Fine($"clock of {vendor}");
}
