using Outlier.Simulator.Faults;
using Outlier.Simulator.Hosting;
using Outlier.Simulator.Memory;
using Outlier.Simulator.Quotas;
using Outlier.Simulator.Webhooks;

namespace Outlier.Simulator;

/// <summary>The simulator's state, and the methods that tests and the control path use to read and change it.</summary>
public sealed class SimulatorState
{
    private SimulatorStore _store = new();
    private CallLog _callLog;
    private int _underWay;

    internal SimulatorState(SimulatorOptions options, TimeProvider time)
    {
        Options = options;
        Time = time;
        _callLog = new CallLog(options.KeepCalls);
        Quotas = new QuotaBook(options);
        FaultBook = new FaultBook(this);
        Switchboard = new Switchboard(this);
        Webhooks = new WebhookWorker(this);
    }

    /// <summary>The current options. <see cref="SimulatorOptions"/> says which may change at run time.</summary>
    public SimulatorOptions Options { get; }

    /// <summary>The latest calls, oldest first.</summary>
    public IReadOnlyList<RecordedCall> Calls => CallLog.Snapshot();

    /// <summary>All texts, oldest first.</summary>
    public IReadOnlyList<SimulatedMessage> Messages
    {
        get
        {
            var now = Time.GetUtcNow();
            return [.. Store.Log.OldestFirst().Select(message => message.ToRecord(now))];
        }
    }

    /// <summary>All posts, oldest first.</summary>
    public IReadOnlyList<SimulatedPost> Posts => [.. Store.Posts];

    /// <summary>Number of texts that were sent.</summary>
    public int SentCount => Store.Log.Outgoing;

    /// <summary>Number of calls being processed now.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Number of 429 answers.</summary>
    public long RateLimited => CallLog.RateLimited;

    /// <summary>Number of webhooks that their receiver accepted.</summary>
    public long WebhooksDelivered => Webhooks.Delivered;

    /// <summary>Number of failed webhook attempts.</summary>
    public long WebhookFailures => Webhooks.FailedAttempts;

    internal TimeProvider Time { get; }

    internal void Enter() => Interlocked.Increment(ref _underWay);

    internal void Leave() => Interlocked.Decrement(ref _underWay);

    internal Waiters Waiters { get; } = new();

    internal QuotaBook Quotas { get; }

    internal FaultBook FaultBook { get; }

    internal Switchboard Switchboard { get; }

    internal WebhookWorker Webhooks { get; }

    internal SimulatorStore Store => Volatile.Read(ref _store);

    internal CallLog CallLog => Volatile.Read(ref _callLog);

    /// <summary>Number of all calls, including calls that are no longer kept.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pathPrefix">Start of the path. If it contains an id, only kept calls are counted.</param>
    /// <returns>The number of processed calls.</returns>
    public int CallCount(string method, string pathPrefix) => CallLog.Count(method, pathPrefix);

    /// <summary>Activates a fault.</summary>
    /// <param name="fault">The fault.</param>
    public void AddFault(Fault fault) => FaultBook.Add(fault);

    /// <summary>Removes all faults.</summary>
    public void ClearFaults() => FaultBook.Clear();

    /// <summary>Simulates a text from a person.</summary>
    /// <param name="from">The person's number.</param>
    /// <param name="text">The text.</param>
    /// <returns>
    /// Whether the receiver accepted the webhook at the first attempt. The simulator retries a refused webhook.
    /// </returns>
    public async Task<bool> IncomingAsync(string from, string text)
    {
        var message = Switchboard.Receive(from, text, Time.GetUtcNow());
        Waiters.Pulse();
        var job = Webhooks.Enqueue(() => WebhookPayloads.OfText(this, message));
        return job is not null && await job.FirstAttempt;
    }

    /// <summary>Changes a text's Twilio status, at any later time.</summary>
    /// <param name="toOrSid">A Twilio id, or a number. A number selects the newest text sent to it.</param>
    /// <param name="status">The status.</param>
    /// <param name="errorCode">The error code.</param>
    /// <exception cref="ArgumentException">There is no such text.</exception>
    public void SetStatus(string toOrSid, string status, int? errorCode = null)
    {
        var message = Store.FindBySid(toOrSid)
            ?? Store.Log.NewestFirst().FirstOrDefault(sent => !sent.Incoming && string.Equals(sent.To, toOrSid, StringComparison.Ordinal))
            ?? throw new ArgumentException($"No text has the id, or went to the number, {toOrSid}.", nameof(toOrSid));
        message.Set(status, errorCode, Time.GetUtcNow());
    }

    /// <summary>Waits until the simulator has sent this many texts. The limit is in real time.</summary>
    /// <param name="count">The number of sent texts. Refused texts count; incoming texts do not.</param>
    /// <param name="limit">Longest time to wait.</param>
    /// <returns>A task that ends when the count is reached.</returns>
    /// <exception cref="TimeoutException">The count was not reached in time.</exception>
    public Task WaitForMessagesAsync(int count, TimeSpan limit) =>
        Waiters.UntilAsync(() => SentCount >= count, limit, () => $"{count} texts sent, only {SentCount}");

    /// <summary>Waits until the simulator has processed this many calls. The limit is in real time.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pathPrefix">Start of the path.</param>
    /// <param name="count">The number of calls.</param>
    /// <param name="limit">Longest time to wait.</param>
    /// <returns>A task that ends when the count is reached.</returns>
    /// <exception cref="TimeoutException">The count was not reached in time.</exception>
    public Task WaitForCallsAsync(string method, string pathPrefix, int count, TimeSpan limit) => Waiters.UntilAsync(
        () => CallCount(method, pathPrefix) >= count,
        limit,
        () => $"{count} calls {method} {pathPrefix}, only {CallCount(method, pathPrefix)}");

    /// <summary>Waits until this many posts exist. The limit is in real time.</summary>
    /// <param name="count">The number of posts.</param>
    /// <param name="limit">Longest time to wait.</param>
    /// <returns>A task that ends when the count is reached.</returns>
    /// <exception cref="TimeoutException">The count was not reached in time.</exception>
    public Task WaitForPostsAsync(int count, TimeSpan limit) =>
        Waiters.UntilAsync(() => Store.Posts.Count >= count, limit, () => $"{count} posts, only {Store.Posts.Count}");

    /// <summary>Waits until no webhook is being sent or waits for a retry. The limit is in real time.</summary>
    /// <param name="limit">Longest time to wait.</param>
    /// <returns>A task that ends when each webhook was delivered or its retries are exhausted.</returns>
    /// <exception cref="TimeoutException">Some webhooks were still pending.</exception>
    public Task WaitForWebhooksAsync(TimeSpan limit) =>
        Waiters.UntilAsync(() => Webhooks.Pending == 0, limit, () => $"all webhooks delivered, {Webhooks.Pending} are not");

    /// <summary>
    /// Deletes texts, conversations, labels, links, calls and faults, and restarts the quotas. Keeps the options.
    /// </summary>
    public void Reset()
    {
        Volatile.Write(ref _store, new SimulatorStore());
        Volatile.Write(ref _callLog, new CallLog(Options.KeepCalls));
        FaultBook.Clear();
        Quotas.Clear();
    }
}
