using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Npgsql;
using Outlier.Executor.Auth;
using Outlier.Simulator;
using Outlier.Tests.Support;

namespace Outlier.Benchmarks;

/// <summary>
/// Measures how much processor time the primary uses while a hundred editors count, list and read results, and messages
/// go out at a steady rate. It measures once with a standby that answers the reads, and once without. The comparison is
/// the primary's time for sending alone.
/// </summary>
internal static class StandbyBenchmark
{
    private const int Editors = 100;
    private const double Bound = 1.1;
    private const double LeastPace = 0.9;
    private const int Rounds = 4;
    private const int People = 100_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    // One label that everyone has, and fifty labels that two thousand people each have.
    private const string Audience =
        """
        update outlier.settings set organization_id = '{organization}';
        insert into outlier.labels (id, name) select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Label ' || n from generate_series(0, 50) as n;
        insert into outlier.authors (phone_number) select '+1' || lpad(n::text, 10, '0') from generate_series(60001, {last}) as n;
        insert into outlier.conversations (id) select md5('conversation ' || n)::uuid from generate_series(1, {people}) as n;
        insert into outlier.conversations_authors (conversation_id, author_phone_number)
        select md5('conversation ' || n)::uuid, '+1' || lpad(n::text, 10, '0') from generate_series(1, {people}) as n;
        insert into outlier.conversations_labels (conversation_id, label_id)
        select md5('conversation ' || n)::uuid, ('00000000-0000-4000-8000-' || lpad(l::text, 12, '0'))::uuid
        from generate_series(1, {people}) as n cross join lateral (values (0), (n % 50 + 1)) as labels (l);
        insert into outlier.audience_segments (name, query) values ('Waiting', 'select phone_number from authors where phone_number > ''+10000100000''');
        insert into outlier.broadcasts (first_message, no_users) values ('Hi, this is Example Newsroom. Reply YES for details or STOP to opt out.', {sent});
        insert into outlier.broadcasts_segments
        select b.id, s.id, 100 from outlier.broadcasts as b cross join outlier.audience_segments as s where b.state = 'scheduled' and s.name = 'Waiting';
        insert into outlier.quota_limits (quota, per, calls) values ('first_messages', interval '1 second', {rate});
        analyze;
        """;

    private static readonly string[] Reads =
    [
        "POST campaigns/recipient-count/", "GET campaigns/?page=1&pageSize=20", "GET broadcasts/", "GET campaigns/{campaign}/results",
        "GET desk/results", "GET desk/results/broadcast/{broadcast}", "GET desk/results/broadcast/{broadcast}/recipients", "GET desk/campaigns/list?search=Campaign%207",
        "GET desk/today",
    ];

    /// <param name="rate">Messages a second.</param>
    /// <param name="phase">Time for which each part is measured.</param>
    /// <param name="messages">Number of messages that already exist.</param>
    /// <param name="token">Cancels the benchmark.</param>
    /// <returns>0 if the result is within the bound.</returns>
    public static async Task<int> RunAsync(int rate, TimeSpan phase, int messages, CancellationToken token)
    {
        await using var bench = await Bench.OpenAsync(new SimulatorOptions { Quotas = [], MaxConcurrent = 0, KeepCalls = 0, UserActionWebhooks = false });
        var server = await TestDatabase.ServerAsync();
        if (!server.IsOnThisMachine)
        {
            throw new InvalidOperationException($"A standby of {server.Description} cannot be made. Unset OUTLIER_TEST_DB and DOCKER_HOST.");
        }

        await FillAsync(bench, rate, (Rounds * 2) + 2, phase + WarmUp, messages);
        await using var standby = await Standby.StartAsync(server);
        // docs/how-to/high-availability.md recommends this setting. Without it, reads delay the replay until the
        // standby lags too far behind to answer.
        await using (var there = new NpgsqlConnection(standby.ConnectionString(bench.Database.ConnectionString)))
        {
            await there.OpenAsync(token);
            await there.ExecuteAsync("alter system set hot_standby_feedback = on");
            await there.ExecuteAsync("select pg_reload_conf()");
        }

        var postmaster = ProcessorTime.PostmasterOf(await bench.ReadAsync<int>("select pg_backend_pid()"));
        var tokens = await TokensAsync(bench);
        var reads = await ReadsAsync(bench);
        var address = WebhookBenchmark.FreeAddress();
        var reading = standby.ConnectionString(bench.Database.ConnectionStringFor("outlier_executor")) + ";Pooling=true";

        bench.StartExecutor(address, ("ConnectionStrings__OutlierReadOnly", reading));
        await bench.ReadyAsync();
        await bench.ReadAsync<long>("select outlier.make_broadcast()");
        var measured = new Measured(bench, postmaster, address, tokens, reads, phase);
        // Warms up, so that code is compiled, and plans and buffers are cached.
        var warm = await measured.RunAsync("warming up", Editors, token);
        var alone = new List<Part>();
        var read = new List<Part>();
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await measured.RunAsync("no editors", 0, token));
            read.Add(await measured.RunAsync("editors, read from the standby", Editors, token));
        }

        await bench.StopExecutorAsync();
        bench.StartExecutor(address);
        await bench.ReadyAsync();
        var without = await measured.RunAsync("editors, no standby", Editors, token);
        var cost = alone.Average(part => part.Cost);
        var ratio = read.Average(part => part.Cost) / cost;
        // If a part did not keep the required rate, the parts cannot be compared.
        var isSteady = read.Concat(alone).Append(warm).Append(without).All(part => part.Rate >= rate * LeastPace);
        Print("with the standby", $"{ratio:0.00} times of no editors (bound {Bound:0.00}){(isSteady ? string.Empty : "   THE SENDING DID NOT KEEP ITS PACE")}");
        Print("without a standby", $"{without.Cost / cost:0.00} times of no editors (no bound)");
        return ratio <= Bound && isSteady ? 0 : 1;
    }

    private static async Task FillAsync(Bench bench, int rate, int phases, TimeSpan phase, int messages)
    {
        var clock = Stopwatch.StartNew();
        await StatisticsBenchmark.FillAsync(bench, messages);
        await bench.RaiseQuotasAsync();
        var sent = (int)(rate * phases * phase.TotalSeconds * 1.5);
        await bench.RunAsync(Audience
            .Replace("{organization}", bench.Simulator.State.Options.OrganizationId.ToString(), StringComparison.Ordinal)
            .Replace("{people}", People.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{last}", (People + sent).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{sent}", sent.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{rate}", rate.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Print("filled", $"in {clock.Elapsed.TotalSeconds:0} s");
    }

    // Each editor needs a separate token, because the request limit applies to a token.
    private static async Task<string[]> TokensAsync(Bench bench)
    {
        string[] tokens = [.. Enumerable.Range(0, Editors).Select(_ => OperatorToken.Create())];
        for (var editor = 0; editor < Editors; editor++)
        {
            await bench.RunAsync(string.Create(
                CultureInfo.InvariantCulture, $"select api.create_token('editor {editor}', 'editor', '\\x{Convert.ToHexString(OperatorToken.Digest(tokens[editor]))}')"));
        }

        return tokens;
    }

    private static async Task<string[]> ReadsAsync(Bench bench)
    {
        var broadcast = await bench.ReadAsync<long>("select max(id) from outlier.broadcasts where state = 'done'");
        var campaign = await bench.ReadAsync<long>("select max(id) from outlier.campaigns");
        return [.. Reads.Select(read => read
            .Replace("{broadcast}", broadcast.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{campaign}", campaign.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))];
    }

    private static void Print(string what, FormattableString figure) =>
        Console.WriteLine($"{what,-32}{figure.ToString(CultureInfo.InvariantCulture)}");

    // The primary's processor time in milliseconds per second, and the messages per second.
    private sealed record Part(double Cost, double Rate);

    private sealed record Measured(Bench Bench, int Postmaster, Uri Address, string[] Tokens, string[] Reads, TimeSpan Phase)
    {
        public async Task<Part> RunAsync(string name, int editors, CancellationToken token)
        {
            using var client = new HttpClient { BaseAddress = Address };
            await WebhookBenchmark.AnsweringAsync(client, token);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(token);
            var answers = 0L;
            var work = Enumerable.Range(0, editors).Select(editor => EditAsync(client, editor, () => Interlocked.Increment(ref answers), end.Token)).ToArray();
            await Task.Delay(WarmUp, token);
            var clock = Stopwatch.StartNew();
            var (spent, sent, answered) = (ProcessorTime.Of(Postmaster), Bench.Simulator.State.SentCount, Interlocked.Read(ref answers));
            await Task.Delay(Phase, token);
            var seconds = clock.Elapsed.TotalSeconds;
            var cost = (ProcessorTime.Of(Postmaster) - spent).TotalMilliseconds / seconds;
            var rate = (Bench.Simulator.State.SentCount - sent) / seconds;
            var read = (Interlocked.Read(ref answers) - answered) / seconds;
            await end.CancelAsync();
            await Task.WhenAll(work);
            Print(name, $"{cost:0} ms of processor time a second, {rate:0} messages and {read:0} reads a second");
            return new Part(cost, rate);
        }

        private async Task EditAsync(HttpClient client, int editor, Action answered, CancellationToken token)
        {
            try
            {
                // The delay spreads the editors, so that they do not all read at the same moment.
                await Task.Delay(Pause * editor / Editors, token);
                for (var turn = editor; ; turn++)
                {
                    await ReadAsync(client, Reads[turn % Reads.Length].Split(' '), Tokens[editor], editor, token);
                    answered();
                    await Task.Delay(Pause, token);
                }
            }
            catch (OperationCanceledException)
            {
                // The measured part has ended.
            }
        }

        private static async Task ReadAsync(HttpClient client, string[] read, string bearer, int editor, CancellationToken token)
        {
            using var request = new HttpRequestMessage(new HttpMethod(read[0]), read[1]);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            if (request.Method == HttpMethod.Post)
            {
                var label = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{editor % 51:D12}");
                request.Content = JsonContent.Create(new { segments = new { included = new[] { new { id = label } } } });
            }

            using var answer = await client.SendAsync(request, token);
            if (answer is { StatusCode: HttpStatusCode.TooManyRequests, Headers.RetryAfter.Delta: { } pause })
            {
                // Too many audiences are being counted, so this editor counts later.
                await Task.Delay(pause, token);
                return;
            }

            if (answer.StatusCode != HttpStatusCode.OK)
            {
                throw new InvalidOperationException($"{read[1]}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(token)}");
            }

            await answer.Content.ReadAsByteArrayAsync(token);
        }
    }
}
