namespace Outlier.Executor.Checks;

/// <summary>Makes one harmless call to somebody else, and notes what a check needs to know of it.</summary>
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
#pragma warning disable CA1031 // Whatever goes wrong with a call is what is to be told of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new VendorAnswer(null, exception.GetBaseException().Message, null, time.GetUtcNow());
        }
    }
}
