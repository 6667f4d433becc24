using System.Globalization;
using Outlier.Simulator.Control;
using Outlier.Simulator.Faults;

namespace Outlier.Simulator.Hosting;

/// <summary>The steps of every call: credentials, quota, body, fault, service, answer.</summary>
internal sealed class CallPipeline(
    SimulatorState state, IVendor missive, IVendor twilio, IVendor dub, ControlPanel control, CancellationToken stopping)
{
    public Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path;
        IVendor? vendor =
            path.StartsWithSegments("/v1", StringComparison.Ordinal) ? missive :
            path.StartsWithSegments("/2010-04-01", StringComparison.Ordinal) ? twilio :
            path.StartsWithSegments("/links", StringComparison.Ordinal) ? dub :
            null;
        var call = new Call(context, state.Time.GetUtcNow());
        return vendor is null ? control.HandleAsync(call) : CountAsync(call, vendor);
    }

    private async Task CountAsync(Call call, IVendor vendor)
    {
        state.Enter();
        try
        {
            await HandleAsync(call, vendor);
        }
        finally
        {
            state.Leave();
        }
    }

    private async Task HandleAsync(Call call, IVendor vendor)
    {
        if (vendor.Refuse(call) is { } refusal)
        {
            await FinishAsync(call, refusal);
            return;
        }

        if (!vendor.HasQuotas)
        {
            await CarryOutAsync(call, vendor, static () => { });
            return;
        }

        var bucket = state.Quotas.BucketOf(call.BearerToken!);
        if (bucket.TryEnter(state.Options, call.At) is { } denial)
        {
            var limited = vendor.Error(StatusCodes.Status429TooManyRequests, "Too many requests") with { Headers = denial.Headers() };
            await FinishAsync(call, limited);
            return;
        }

        await CarryOutAsync(call, vendor, bucket.Leave);
    }

    private async Task CarryOutAsync(Call call, IVendor vendor, Action leave)
    {
        Fault? fault = null;
        Answer? answer = null;
        try
        {
            call.Body = await RequestBody.ReadAsync(call.Context.Request);
            fault = state.FaultBook.Match(call);
            answer = await AnswerAsync(call, vendor, fault);
            await HoldAsync(call, (fault?.Delay ?? TimeSpan.Zero) + state.Options.AnswerDelay);
        }
        catch (BadHttpRequestException exception)
        {
            answer = vendor.Error(exception.StatusCode, exception.Message);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The caller has disconnected, or the simulator is stopping. No one can receive an answer.
            answer = null;
        }
        finally
        {
            // Runs before the answer is sent: a caller that has the answer may call again at once, or read the recorded
            // calls.
            leave();
        }

        await FinishAsync(call, answer, fault);
    }

    private static async ValueTask<Answer?> AnswerAsync(Call call, IVendor vendor, Fault? fault) => fault switch
    {
        null => await vendor.AnswerAsync(call),
        { DropBefore: true } => null,
        { Status: { } status } => fault.Refusal(status, vendor),
        _ => fault.Spoil(await vendor.AnswerAsync(call)),
    };

    private async Task HoldAsync(Call call, TimeSpan hold)
    {
        if (hold <= TimeSpan.Zero)
        {
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.Context.RequestAborted, stopping);
        await Task.Delay(hold, state.Time, either.Token);
    }

    private async Task FinishAsync(Call call, Answer? answer, Fault? fault = null)
    {
        state.CallLog.Add(call, answer?.Status ?? 0);
        state.Waiters.Pulse();
        // The Date header must use the same clock as all other times in the answers.
        call.Context.Response.Headers.Date = state.Time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        if (answer is null)
        {
            call.Context.Abort();
        }
        else if (fault?.TruncateBody == true)
        {
            await answer.WriteTruncatedAsync(call.Context.Response);
        }
        else
        {
            await answer.WriteAsync(call.Context.Response);
        }
    }
}
