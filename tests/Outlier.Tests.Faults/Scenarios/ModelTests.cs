using System.Collections.Concurrent;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Outlier.Tests.Faults.Support;

namespace Outlier.Tests.Faults.Scenarios;

/// <summary>
/// Checks the database against a model in memory. Sixteen sessions call the functions of the database at random. The
/// model knows who was texted, who opted out and which batches are paused. A seed repeats the random choices. The order
/// in which the sessions meet depends on the server.
/// </summary>
public sealed class ModelTests
{
    private const int Sessions = 16;
    private const int People = 60;

    // Functions that may disturb the others or be disturbed by them. The test ignores their results.
    private static readonly string[] Bystanders =
    [
        "select outlier.maintain_queues()",
        "select outlier.check_and_trigger_broadcast()",
        "select outlier.check_and_run_campaigns()",
        "select outlier.recount()",
        "select outlier.handle_failed_deliveries()",
        "select outlier.archive_double_failures()",
        "call outlier.run_event_retries()",
        "select outlier.reconcile()",
        "select outlier.wake_executor()",
        "select outlier.resend_dead_letters()",
        "select outlier.why_not(r.phone_number, r.batch_id) from outlier.recipients as r limit 3",
        "select api.why('+12005550101', null)",
        "select outlier.export_person('+12005550102')",
        "select api.read_status()",
        "select api.read_readiness()",
        "select api.read_metrics()",
        "select api.check_installation()",
        "select api.list_campaigns('1', '20')",
        "select api.broadcast_sidebar('5', null)",
        "select count(*) from outlier.problems",
        "select count(*) from outlier.batch_progress",
        "select count(*) from outlier.segment_stats",
        "select count(*) from outlier.queue_status",
    ];

    [Test]
    [Category("fault-suite")]
    public async Task Sixteen_sessions_call_everything_at_random()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync("update outlier.settings set refusal_wait = '0', rate_limit_wait = '1 ms', ask_twilio_after = '0'");
        var model = new Model();
        await MakeAsync(newsroom, model);
        var rounds = Chance.Times(60);
        await Task.WhenAll(Enumerable.Range(0, Sessions).Select(async number =>
        {
            var session = new Session(newsroom, model, new Random(Chance.Seed + number), number);
            await using (session)
            {
                for (var round = 0; round < rounds; round++)
                {
                    await session.StepAsync();
                }

                await session.RecordAllAsync();
            }
        }));

        var drain = new Session(newsroom, model, new Random(Chance.Seed), Sessions);
        await using (drain)
        {
            await drain.DrainAsync();
        }

        await JudgeAsync(newsroom, model);
    }

    private static Task<long> MakeAsync(Newsroom newsroom, Model model) =>
        newsroom.BroadcastAsync(People, $"First {model.NextText()}", "Second, to all", 1);

    private static async Task JudgeAsync(Newsroom newsroom, Model model)
    {
        var wrong = model.Violations.ToList();
        var seen = new HashSet<(string To, string Text)>();
        await using var command = new NpgsqlCommand(
            """
            select r.phone_number, t.text || ' #' || b.id, t.reason, b.state
            from outlier.recipients as r
            inner join outlier.batches as b on b.id = r.batch_id
            cross join lateral (values (b.first_message, r.reason), (b.second_message, coalesce(r.reason, r.follow_up_reason))) as t (text, reason)
            where t.text is not null
              and r.phone_number not like 'erased:%'
            """,
            newsroom.Connection);
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                var text = (reader.GetString(0), reader.GetString(1));
                seen.Add(text);
                var reason = await reader.IsDBNullAsync(2) ? null : reader.GetString(2);
                var sent = model.Sent.GetValueOrDefault(text);
                if (sent != (reason is null ? 1 : 0))
                {
                    wrong.Add($"{text}: sent {sent} times, and the database says: {reason ?? "sent"} (its batch is {reader.GetString(3)})");
                }
            }
        }

        wrong.AddRange(model.Sent.Where(pair => pair.Value > 1).Select(pair => $"{pair.Key}: sent {pair.Value} times"));
        var left = await newsroom.ReadAsync<long>("select count(*) from outlier.queued_messages");
        await TestContext.Progress.WriteLineAsync(
            $"Sixteen sessions: {model.Steps} steps, {model.Sent.Values.Sum()} texts sent, {wrong.Count} wrong, {left} left (seed {Chance.Seed})");
        Assert.Multiple(() =>
        {
            Assert.That(wrong, Is.Empty, $"seed {Chance.Seed}");
            Assert.That(left, Is.Zero, $"seed {Chance.Seed}");
            Assert.That(seen, Is.Not.Empty);
        });
    }

    private sealed class Model
    {
        private long clock;
        private int texts;
        private int steps;

        /// <summary>How often each text was sent to each person, as Missive would know.</summary>
        public ConcurrentDictionary<(string To, string Text), int> Sent { get; } = new();

        /// <summary>
        /// Decisions about a person or a batch, with the times at which each began and was committed.
        /// </summary>
        public ConcurrentBag<Fact> Facts { get; } = [];

        /// <summary>Events that must never happen, but did.</summary>
        public ConcurrentBag<string> Violations { get; } = [];

        /// <summary>For each text with an unknown outcome, whether it was sent.</summary>
        public ConcurrentDictionary<long, (bool WasSent, string To, string Text)> Unknown { get; } = new();

        public int Steps => steps;

        /// <summary>
        /// Only one session at a time may make a broadcast, because there is only one scheduled broadcast.
        /// </summary>
        public SemaphoreSlim Making { get; } = new(1);

        public int NextText() => Interlocked.Increment(ref texts);

        public long Tick() => Interlocked.Increment(ref clock);

        public void Count() => Interlocked.Increment(ref steps);

        public void Send(string to, string text)
        {
            if (Sent.AddOrUpdate((to, text), 1, (_, times) => times + 1) > 1)
            {
                Violations.Add($"{text} left for {to} twice");
            }
        }

        /// <summary>Whether sending to a subject was barred during the whole time between two moments.</summary>
        public bool IsBarred(string subject, long from, long to)
        {
            var facts = Facts.Where(fact => fact.Subject == subject).ToList();
            return facts.Exists(no => no.Bars && no.End < from && !facts.Exists(yes => !yes.Bars && yes.End > no.Start && yes.Start < to));
        }
    }

    private sealed record Fact(string Subject, bool Bars, long Start, long End);

    private sealed record Held(string Queue, long Id, long ClaimId, string To, string Text);

    private sealed class Session(Newsroom newsroom, Model model, Random random, int number) : IAsyncDisposable
    {
        private readonly List<Held> held = [];
        private NpgsqlConnection? connection;
        private int lives;

        private string Worker => $"session{number}:{lives}";

        public async Task StepAsync()
        {
            model.Count();
            var dice = random.Next(100);
            await (dice switch
            {
                < 30 => ClaimAsync(Queue(), random.Next(1, 20)),
                < 55 => RecordAsync(),
                < 60 => DieAsync(),
                < 65 => SettleAsync(),
                < 75 => ConsentAsync(),
                < 83 => BatchStepAsync(),
                < 86 => MakeAnotherAsync(),
                < 87 => EraseAsync(),
                _ => RunAsync(Bystanders[random.Next(Bystanders.Length)]),
            });
        }

        /// <summary>Records the results of all messages that the session has claimed.</summary>
        public async Task RecordAllAsync()
        {
            while (held.Count > 0)
            {
                await RecordAsync();
            }
        }

        /// <summary>Resumes everything that is paused, and sends the rest.</summary>
        public async Task DrainAsync()
        {
            for (var round = 0; round < 2000; round++)
            {
                await RunAsync(
                    """
                    update outlier.queued_messages set lease_until = now() where claim_id is not null and lease_until > now();
                    update outlier.queued_messages set due_at = now() where due_at > now();
                    update outlier.quotas set held_until = null, hold_reason = null;
                    delete from outlier.requests;
                    select outlier.maintain_queues();
                    """);
                foreach (var batch in await BatchesAsync("paused"))
                {
                    await StepBatchAsync("resume_batch", batch, bars: false);
                }

                foreach (var id in await IdsAsync("select u.id from outlier.unknown_messages as u"))
                {
                    await SettleAsync(id);
                }

                await ClaimAsync("first_messages", 100);
                await ClaimAsync("second_messages", 100);
                if (held.Count == 0 && !await newsroom.ReadAsync<bool>("select exists (select from outlier.queued_messages)"))
                {
                    return;
                }

                await RecordAsync(acceptsAll: true);
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
        }

        private string Queue() => random.Next(3) > 0 ? "first_messages" : "second_messages";

        private async Task ClaimAsync(string queue, int limit)
        {
            var start = model.Tick();
            if (await ReadAsync("select api.claim_messages($1, $2, $3)::text", queue, Worker, limit) is not { } json)
            {
                return;
            }

            var end = model.Tick();
            using var claim = JsonDocument.Parse(json);
            var claimId = claim.RootElement.GetProperty("claimId").GetInt64();
            foreach (var message in claim.RootElement.GetProperty("messages").EnumerateArray())
            {
                var id = message.GetProperty("id").GetInt64();
                var batch = await newsroomBatchAsync(id);
                var to = message.GetProperty("to").GetString()!;
                var text = $"{message.GetProperty("text").GetString()} #{batch}";
                held.Add(new Held(queue, id, claimId, to, text));
                if (model.IsBarred(to, start, end) || model.IsBarred($"batch {batch}", start, end))
                {
                    model.Violations.Add($"{text} was handed out for {to}, who opted out, or whose batch was paused or cancelled");
                }

                if (model.Sent.ContainsKey((to, text)))
                {
                    model.Violations.Add($"{text} was handed out for {to} although it was sent");
                }
            }

            async Task<long> newsroomBatchAsync(long id) => long.Parse(
                (await ReadAsync("select q.batch_id::text from outlier.queued_messages as q where q.id = $1", id))!,
                System.Globalization.CultureInfo.InvariantCulture);
        }

        private async Task RecordAsync(bool acceptsAll = false)
        {
            foreach (var group in held.GroupBy(item => item.Queue, StringComparer.Ordinal).ToList())
            {
                var results = new List<Dictionary<string, object?>>();
                foreach (var item in group)
                {
                    results.Add(Answer(item, acceptsAll ? 0 : random.Next(100)));
                    held.Remove(item);
                }

                var json = JsonSerializer.Serialize(results);
                while (true)
                {
                    if (await ReadAsync("select api.record_messages($1, $2)::text", group.Key, new Jsonb(json)) is not { } answer)
                    {
                        continue;
                    }

                    using var recorded = JsonDocument.Parse(answer);
                    var waiting = recorded.RootElement.GetProperty("waiting").EnumerateArray().Select(id => id.GetInt64()).ToHashSet();
                    if (waiting.Count == 0)
                    {
                        break;
                    }

                    json = JsonSerializer.Serialize(results.Where(result => waiting.Contains((long)result["id"]!)));
                }
            }
        }

        private Dictionary<string, object?> Answer(Held item, int dice)
        {
            var answer = new Dictionary<string, object?>(StringComparer.Ordinal) { ["id"] = item.Id, ["claimId"] = item.ClaimId, ["written"] = true };
            switch (dice)
            {
                case < 70:
                    model.Send(item.To, item.Text);
                    (answer["status"], answer["missiveId"], answer["conversationId"]) = (201, Guid.NewGuid(), Guid.NewGuid());
                    break;
                case < 75:
                    (answer["status"], answer["body"]) = (422, "no");
                    break;
                case < 80:
                    (answer["status"], answer["retryAfter"]) = (429, 0);
                    break;
                case < 88:
                    answer["written"] = false;
                    break;
                case < 94:
                    answer["released"] = true;
                    break;
                default:
                    Lose(item);
                    break;
            }

            return answer;
        }

        // The answer is lost. The call may or may not have been carried out, and only Missive knows.
        private void Lose(Held item)
        {
            var wasSent = random.Next(2) == 0;
            model.Unknown[item.Id] = (wasSent, item.To, item.Text);
            if (wasSent)
            {
                model.Send(item.To, item.Text);
            }
        }

        // The session dies with its claims. Its calls may or may not have been carried out. The database learns only
        // that its leases expire.
        private async Task DieAsync()
        {
            held.ForEach(Lose);
            held.Clear();
            await RunAsync($"update outlier.queued_messages set lease_until = now() where claimed_by = '{Worker}'; select outlier.maintain_queues();");
            lives++;
        }

        private async Task SettleAsync()
        {
            foreach (var id in await IdsAsync("select u.id from outlier.unknown_messages as u order by random() limit 3"))
            {
                await SettleAsync(id);
            }
        }

        private async Task SettleAsync(long id)
        {
            if (model.Unknown.TryGetValue(id, out var truth)
                && await RunAsync($"select outlier.settle_unknown_message({id}, {truth.WasSent})"))
            {
                model.Unknown.TryRemove(new KeyValuePair<long, (bool, string, string)>(id, truth));
            }
        }

        private async Task ConsentAsync()
        {
            var person = Person(random.Next(People - 10));
            var isOut = random.Next(2) == 0;
            var start = model.Tick();
            var isByHand = random.Next(2) == 0;
            var done = await RunAsync(isByHand
                ? $"update outlier.authors set unsubscribed = {isOut} where phone_number = '{person}'"
                : $"select outlier.set_consent('{person}', '{(isOut ? "opt_out" : "opt_in")}', 'admin', 'an admin')");
            if (done)
            {
                model.Facts.Add(new Fact(person, isOut, start, model.Tick()));
            }
        }

        private async Task BatchStepAsync()
        {
            var sending = await BatchesAsync("sending");
            var paused = await BatchesAsync("paused");
            var dice = random.Next(10);
            if (dice < 4 && sending.Count > 0)
            {
                await StepBatchAsync("pause_batch", sending[random.Next(sending.Count)], bars: true);
            }
            else if (dice < 9 && paused.Count > 0)
            {
                await StepBatchAsync("resume_batch", paused[random.Next(paused.Count)], bars: false);
            }
            else if (sending.Count > 3)
            {
                await StepBatchAsync("cancel_batch", sending[random.Next(sending.Count)], bars: true);
            }
        }

        private async Task StepBatchAsync(string step, long batch, bool bars)
        {
            var start = model.Tick();
            if (await RunAsync($"select outlier.{step}({batch})"))
            {
                model.Facts.Add(new Fact($"batch {batch}", bars, start, model.Tick()));
            }
        }

        private async Task MakeAnotherAsync()
        {
            await model.Making.WaitAsync();
            try
            {
                var text = model.NextText();
                await RunAsync(
                    $"""
                     delete from outlier.broadcasts where state = 'scheduled';
                     insert into outlier.broadcasts (first_message, second_message, no_users, delay) values ('First {text}', 'Second {text}', {People}, 1);
                     insert into outlier.broadcasts_segments
                     select b.id, s.id, 100 from outlier.broadcasts as b cross join outlier.audience_segments as s where b.state = 'scheduled';
                     select outlier.make_broadcast();
                     """);
            }
            finally
            {
                model.Making.Release();
            }
        }

        // Erases only people that no other step uses.
        private async Task EraseAsync()
        {
            var person = Person(People - 1 - random.Next(10));
            var start = model.Tick();
            if (await RunAsync($"select outlier.erase_person('{person}')"))
            {
                model.Facts.Add(new Fact(person, true, start, model.Tick()));
            }
        }

        private static string Person(int number) => $"+1{200 + (number / 100)}55501{number % 100:D2}";

        private async Task<List<long>> BatchesAsync(string state) =>
            await IdsAsync($"select b.id from outlier.batches as b where b.state = '{state}'");

        private async Task<List<long>> IdsAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, await OpenAsync());
            await using var reader = await command.ExecuteReaderAsync();
            var ids = new List<long>();
            while (await reader.ReadAsync())
            {
                ids.Add(reader.GetInt64(0));
            }

            return ids;
        }

        /// <returns>Whether it succeeded. The database may refuse it because another session was first.</returns>
        private async Task<bool> RunAsync(string sql)
        {
            try
            {
                await using var command = new NpgsqlCommand(sql, await OpenAsync());
                await command.ExecuteNonQueryAsync();
                return true;
            }
            catch (PostgresException exception) when (IsRefusal(exception))
            {
                return false;
            }
            catch (PostgresException exception)
            {
                throw new InvalidOperationException($"{sql}\n{exception.SqlState} {exception.MessageText}\n{exception.Detail}\n{exception.Where}", exception);
            }
        }

        private async Task<string?> ReadAsync(string sql, params object[] values)
        {
            try
            {
                await using var command = new NpgsqlCommand(sql, await OpenAsync());
                foreach (var value in values)
                {
                    command.Parameters.Add(value is Jsonb json
                        ? new NpgsqlParameter { Value = json.Text, NpgsqlDbType = NpgsqlDbType.Jsonb }
                        : new NpgsqlParameter { Value = value });
                }

                return (string?)await command.ExecuteScalarAsync();
            }
            catch (PostgresException exception) when (IsRefusal(exception))
            {
                return null;
            }
            catch (PostgresException exception)
            {
                throw new InvalidOperationException($"{sql}\n{exception.SqlState} {exception.MessageText}\n{exception.Detail}\n{exception.Where}", exception);
            }
        }

        // Outlier refused the step, or the function did not get a lock within its time limit.
        private static bool IsRefusal(PostgresException exception) =>
            exception.SqlState.StartsWith("OT", StringComparison.Ordinal) || exception.SqlState == PostgresErrorCodes.LockNotAvailable;

        private async Task<NpgsqlConnection> OpenAsync() => connection ??= await newsroom.Database.OpenAsync();
    }

    private sealed record Jsonb(string Text);
}
