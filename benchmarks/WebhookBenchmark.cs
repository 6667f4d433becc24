using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Outlier.Simulator;

namespace Outlier.Benchmarks;

/// <summary>
/// Delivers webhooks at a steady rate, however long the answers take. They concern a thousand of a hundred thousand
/// conversations. Of twenty webhooks, eight are incoming messages, five are outgoing messages, four are comments, and
/// three are label changes.
/// </summary>
internal static class WebhookBenchmark
{
    private const int Conversations = 1000;
    private const int Kinds = 20;
    private const int WarmUpRate = 100;
    private const int WarmUpSeconds = 20;

    // The rest of the audience, so that tables and plans match those of a real newsroom.
    internal const string Others =
        """
        insert into outlier.labels (id, name) select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Other label ' || n from generate_series(1, 50) as n;
        insert into outlier.authors (phone_number, name) select '+1' || lpad(n::text, 10, '0'), 'Person ' || n from generate_series(1, 100000) as n;
        insert into outlier.conversations (id) select md5('conversation ' || n)::uuid from generate_series(1, 100000) as n;
        insert into outlier.conversations_authors (conversation_id, author_phone_number) select md5('conversation ' || n)::uuid, '+1' || lpad(n::text, 10, '0') from generate_series(1, 100000) as n;
        insert into outlier.conversations_labels (conversation_id, label_id)
        select md5('conversation ' || n)::uuid, ('00000000-0000-4000-8000-' || lpad((n % 50 + 1)::text, 12, '0'))::uuid from generate_series(1, 100000) as n;
        """;

    private static readonly byte[] Secret = "WebhookSecret"u8.ToArray();

    public static async Task<int> RunAsync(int rate, int seconds, CancellationToken token)
    {
        await using var bench = await Bench.OpenAsync(new SimulatorOptions { Quotas = [], MaxConcurrent = 0, UserActionWebhooks = false });
        await bench.RaiseQuotasAsync();
        await bench.RunAsync(Others);
        await bench.RunAsync("vacuum analyze");
        var address = FreeAddress();
        bench.StartExecutor(address);
        await bench.ReadyAsync();
        using var client = new HttpClient { BaseAddress = address };
        await AnsweringAsync(client, token);
        // Warms up, so that connections are open, plans are cached and code is compiled.
        await DeliverAsync(client, 0, WarmUpRate, WarmUpSeconds, token);
        var times = await DeliverAsync(client, WarmUpRate * WarmUpSeconds, rate, seconds, token);
        Array.Sort(times);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rate} webhooks a second for {seconds} s   median {times[times.Length / 2]:0.0} ms, 99% {times[times.Length * 99 / 100]:0.0} ms, longest {times[^1]:0.0} ms, executor {bench.PeakMegabytes:0} MB"));
        var failed = await bench.ReadAsync<long>("select count(*) from outlier.errors");
        var stored = await bench.ReadAsync<long>("select count(*) from outlier.invoke_history where state = 'done'");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stored} acted on, {failed} failed"));
        return failed == 0 && stored == ((long)rate * seconds) + (WarmUpRate * WarmUpSeconds) ? 0 : 1;
    }

    internal static async Task<double[]> DeliverAsync(HttpClient client, int first, int rate, int seconds, CancellationToken token)
    {
        var calls = new Task<double>[rate * seconds];
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < calls.Length; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / rate);
            while (clock.Elapsed < due)
            {
                await Task.Delay(1, token);
            }

            calls[i] = CallAsync(client, Event(first + i), due, clock, token);
        }

        return await Task.WhenAll(calls);
    }

    // Measures from the time at which the webhook was due. So the times grow if the receiver cannot keep up with the
    // rate.
    private static async Task<double> CallAsync(HttpClient client, byte[] body, TimeSpan due, Stopwatch clock, CancellationToken token)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.Add("X-Hook-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Secret, body)));
        using var answer = await client.PostAsync(new Uri("user-actions/", UriKind.Relative), content, token);
        answer.EnsureSuccessStatusCode();
        return (clock.Elapsed - due).TotalMilliseconds;
    }

    internal static async Task AnsweringAsync(HttpClient client, CancellationToken token)
    {
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("health/live", UriKind.Relative), token);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, token);
            }
        }
    }

    private static byte[] Event(int number)
    {
        var conversation = number * 7919 % Conversations;
        var person = string.Create(CultureInfo.InvariantCulture, $"+1{200 + (conversation / 100)}55501{conversation % 100:D2}");
        var time = 1_767_362_400 + number;
        var message = $$"""{"id":"{{Id(1, number)}}","preview":"My basement is flooded, number {{number}}","type":"sms","delivered_at":{{time}},"updated_at":{{time}},"created_at":{{time}},"references":["+13135550100{{person}}"],"from_field":{"id":"FROM","name":"FROM","username":null},"to_fields":[{"id":"TO","name":"TO","username":null}],"external_id":"SM{{number:x32}}","attachments":[],"author":null}""";
        var kind = number % Kinds;
        var label = (conversation + (kind >= 17 ? number : 0)) % 3;
        var (type, part) = kind switch
        {
            < 8 => ("incoming_sms_message", "\"message\":" + message.Replace("FROM", person, StringComparison.Ordinal).Replace("TO", "+13135550100", StringComparison.Ordinal)),
            < 13 => ("outgoing_sms_message", "\"message\":" + message.Replace("FROM", "+13135550100", StringComparison.Ordinal).Replace("TO", person, StringComparison.Ordinal)),
            < 17 => ("new_comment", "\"comment\":" + $$$"""{"id":"{{{Id(2, number)}}}","body":"Look at this","mentions":[],"created_at":{{{time}}},"task":null,"author":{"id":"{{{Id(3, number % 9)}}}","name":"User {{{number % 9}}}","email":"user@example.org"}}"""),
            _ => ("label_change", "\"latest_message\":null"),
        };
        return Encoding.UTF8.GetBytes(
            $$"""{"rule":{"id":"{{Id(4, kind switch { < 8 => 0, < 13 => 1, < 17 => 2, _ => 3 })}}","description":"{{type}}","type":"{{type}}"},"conversation":{"id":"{{Id(5, conversation)}}","created_at":1767358800,"subject":null,"latest_message_subject":"SMS with {{person}}","organization":{"id":"16ead38e-0348-4564-9b8a-5085be988669","name":"Example Newsroom"},"color":null,"authors":[{"name":"+13135550100","phone_number":"+13135550100"},{"name":"{{person}}","phone_number":"{{person}}"}],"external_authors":[{"name":"{{person}}","phone_number":"{{person}}"}],"messages_count":{{number}},"users":[{"id":"{{Id(3, 1)}}","name":"User 1","email":"user@example.org","closed":false,"assigned":true}],"assignees":[{"id":"{{Id(3, 1)}}","name":"User 1","email":"user@example.org","assigned":true}],"team":{"id":"{{Id(6, 1)}}","name":"Text desk","organization":"16ead38e-0348-4564-9b8a-5085be988669"},"shared_labels":[{"id":"{{Id(7, label)}}","name":"Label {{label}}","organization":"16ead38e-0348-4564-9b8a-5085be988669","parent":null}]},{{part}}""" + "}");
    }

    private static Guid Id(int of, int number) => new(number, (short)of, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    internal static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}/");
    }
}
