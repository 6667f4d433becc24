using Outlier.Simulator.Faults;
using Outlier.Simulator.Hosting;
using Outlier.Simulator.Memory;
using Outlier.Simulator.Quotas;
using Outlier.Simulator.Webhooks;

namespace Outlier.Simulator;

/// <summary>What a simulator holds, and the handles tests and the control address use to look at it and to change it.</summary>
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

    /// <summary>The options in force; see <see cref="SimulatorOptions"/> for what may be changed.</summary>
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

    /// <summary>How many texts were sent.</summary>
    public int SentCount => Store.Log.Outgoing;

    /// <summary>How many calls are being dealt with now.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>How many 429 answers were given.</summary>
    public long RateLimited => CallLog.RateLimited;

    /// <summary>How many webhooks were accepted by their receiver.</summary>
    public long WebhooksDelivered => Webhooks.Delivered;

    /// <summary>How many attempts at a webhook failed.</summary>
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

    /// <summary>How many calls there were, kept or not.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pathPrefix">What the path begins with; with an id in it, only the calls that are kept are counted.</param>
    /// <returns>The number of calls that were dealt with.</returns>
    public int CallCount(string method, string pathPrefix) => CallLog.Count(method, pathPrefix);

    /// <summary>Puts a fault in force.</summary>
    /// <param name="fault">What goes wrong.</param>
    public void AddFault(Fault fault) => FaultBook.Add(fault);

    /// <summary>Ends all faults.</summary>
    public void ClearFaults() => FaultBook.Clear();

    /// <summary>Lets a person text us.</summary>
    /// <param name="from">The person's number.</param>
    /// <param name="text">The text.</param>
    /// <returns>Whether the webhook was accepted at the first attempt; a refused one is still retried.</returns>
    public async Task<bool> IncomingAsync(string from, string text)
    {
        var message = Switchboard.Receive(from, text, Time.GetUtcNow());
        Waiters.Pulse();
        var job = Webhooks.Enqueue(() => WebhookPayloads.OfText(this, message));
        return job is not null && await job.FirstAttempt;
    }

    /// <summary>Gives a text another Twilio status, however late.</summary>
    /// <param name="toOrSid">A Twilio id, or a number: then the newest text sent to it.</param>
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

    /// <summary>Waits until this many texts were sent; the limit is in real time.</summary>
    /// <param name="count">The number of sent texts, refused ones included, incoming ones not.</param>
    /// <param name="limit">How long to wait.</param>
    /// <returns>A task that ends when there are so many.</returns>
    /// <exception cref="TimeoutException">There were fewer.</exception>
    public Task WaitForMessagesAsync(int count, TimeSpan limit) =>
        Waiters.UntilAsync(() => SentCount >= count, limit, () => $"{count} texts sent, only {SentCount}");

    /// <summary>Waits until this many calls were dealt with; the limit is in real time.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pathPrefix">What the path begins with.</param>
    /// <param name="count">The number of calls.</param>
    /// <param name="limit">How long to wait.</param>
    /// <returns>A task that ends when there are so many.</returns>
    /// <exception cref="TimeoutException">There were fewer.</exception>
    public Task WaitForCallsAsync(string method, string pathPrefix, int count, TimeSpan limit) => Waiters.UntilAsync(
        () => CallCount(method, pathPrefix) >= count,
        limit,
        () => $"{count} calls {method} {pathPrefix}, only {CallCount(method, pathPrefix)}");

    /// <summary>Waits until this many posts were made; the limit is in real time.</summary>
    /// <param name="count">The number of posts.</param>
    /// <param name="limit">How long to wait.</param>
    /// <returns>A task that ends when there are so many.</returns>
    /// <exception cref="TimeoutException">There were fewer.</exception>
    public Task WaitForPostsAsync(int count, TimeSpan limit) =>
        Waiters.UntilAsync(() => Store.Posts.Count >= count, limit, () => $"{count} posts, only {Store.Posts.Count}");

    /// <summary>Waits until no webhook is under way or waits for a retry; the limit is in real time.</summary>
    /// <param name="limit">How long to wait.</param>
    /// <returns>A task that ends when all are delivered or given up.</returns>
    /// <exception cref="TimeoutException">Some were still under way.</exception>
    public Task WaitForWebhooksAsync(TimeSpan limit) =>
        Waiters.UntilAsync(() => Webhooks.Pending == 0, limit, () => $"all webhooks delivered, {Webhooks.Pending} are not");

    /// <summary>Forgets texts, conversations, labels, links, calls and faults, and starts the quotas afresh; keeps the options.</summary>
    public void Reset()
    {
        Volatile.Write(ref _store, new SimulatorStore());
        Volatile.Write(ref _callLog, new CallLog(Options.KeepCalls));
        FaultBook.Clear();
        Quotas.Clear();
    }
}
