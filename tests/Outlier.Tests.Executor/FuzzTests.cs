using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Outlier.Tests.Executor;

/// <summary>
/// Sends altered payloads and malformed bodies to the webhook endpoints, through to the database. By default 10,000,
/// the same in each run. Set OUTLIER_FUZZ=100000 or more for a longer run, and OUTLIER_FUZZ_SEED for other bodies. Not
/// parallel, because the test measures the memory of the whole process.
/// </summary>
[NonParallelizable]
public sealed class FuzzTests
{
    private const int AtOnce = 4;
    private const string Rules =
        "incoming_sms_message,incoming_twilio_message,outgoing_sms_message,outgoing_twilio_message,new_comment,new_comment_task,team_change,label_change,conversation_closed,conversation_reopened,conversation_assignee_change";

    [Test]
    public async Task Nothing_that_comes_in_is_a_5xx_or_leaves_half_of_itself_behind()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("OUTLIER_FUZZ") ?? "10000", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("OUTLIER_FUZZ_SEED") ?? "1", CultureInfo.InvariantCulture);
        await using var newsroom = await Newsroom.OpenAsync();
        var executor = await newsroom.StartExecutorAsync();
        using var inbox = new Inbox(executor.Address);
        var payloads = (await newsroom.ReadAsync<string[]>($"select array_agg(test.payload(name)::text) from unnest(string_to_array('{Rules}', ',')) as name")).ToArray();
        var fuzz = new Fuzz(seed, payloads);
        var bodies = Enumerable.Range(0, count).Select(_ => fuzz.Next()).ToList();

        var answers = await DeliverAsync(inbox, bodies.Take(count / 2));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        answers.AddRange(await DeliverAsync(inbox, bodies.Skip(count / 2)));
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        var wrong = answers.Where(answer => answer.Status is not (HttpStatusCode.OK or HttpStatusCode.BadRequest)).Select(answer => $"{answer.Status}: {Encoding.UTF8.GetString(answer.Body)}").ToList();
        Assert.That(wrong, Is.Empty, string.Join('\n', wrong.Take(5)));
        Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.OK), Is.GreaterThan(count / 4), "most of them must get somewhere");
        Assert.That(grown, Is.LessThan(5_000_000));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.invoke_history"), Is.EqualTo(answers.Count(answer => answer.Status == HttpStatusCode.OK)));
        // Each webhook that had no effect must have an error, and only with an expected code. Any other code is a bug
        // in Outlier.
        Assert.That(
            await newsroom.ReadAsync<string>("select coalesce(string_agg(distinct sqlstate || ' ' || message, chr(10)), '') from outlier.errors where sqlstate not like 'OT%'"), Is.Empty);
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.errors where invoke_history_id not in (select id from outlier.invoke_history where state = 'failed')"), Is.Zero);
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.authors where phone_number = '+13135550100'"), Is.Zero);
        Assert.That(executor.Log.Text, Does.Not.Contain("could not store"));
    }

    private static async Task<List<(HttpStatusCode Status, byte[] Body)>> DeliverAsync(Inbox inbox, IEnumerable<byte[]> bodies)
    {
        var left = new ConcurrentQueue<byte[]>(bodies);
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            var got = new List<(HttpStatusCode, byte[])>();
            while (left.TryDequeue(out var body))
            {
                using var answer = await inbox.DeliverAsync(body);
                got.Add((answer.StatusCode, body));
            }

            return got;
        }));
        return [.. answers.SelectMany(got => got)];
    }

#pragma warning disable CA5394 // The seed must repeat the same bodies in each run.
    private sealed class Fuzz(int seed, string[] payloads)
    {
        private readonly Random random = new(seed);

        public byte[] Next() => random.Next(10) switch
        {
            0 => Noise(),
            1 => Bytes(Encoding.UTF8.GetBytes(Pick(payloads))),
            _ => Encoding.UTF8.GetBytes(Nodes()),
        };

        private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

        private byte[] Noise()
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            return bytes;
        }

        private byte[] Bytes(byte[] body)
        {
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var at = random.Next(body.Length);
                body = random.Next(4) switch
                {
                    0 => [.. body[..at], (byte)random.Next(256), .. body[(at + 1)..]],
                    1 => body[..Math.Max(1, at)],
                    2 => [.. body[..at], .. body[Math.Min(body.Length, at + random.Next(20))..]],
                    _ => [.. body[..at], .. body[Math.Max(0, at - 20)..at], .. body[at..]],
                };
                if (body.Length == 0)
                {
                    return body;
                }
            }

            return body;
        }

        private string Nodes()
        {
            var root = JsonNode.Parse(Pick(payloads))!;
            for (var changes = random.Next(1, 5); changes > 0; changes--)
            {
                var all = Under(root).ToList();
                if (all.Count == 0)
                {
                    break;
                }

                var node = Pick(all);
                if (node.Parent is JsonObject parent)
                {
                    var name = node.GetPropertyName();
                    if (random.Next(4) == 0)
                    {
                        parent.Remove(name);
                    }
                    else
                    {
                        parent[name] = Odd();
                    }
                }
                else if (node.Parent is JsonArray list)
                {
                    list[node.GetElementIndex()] = Odd();
                }
            }

            // JSON texts that the serializer would not write.
            return random.Next(8) switch
            {
                0 => root.ToJsonString().Replace("e", "\\u0000", StringComparison.Ordinal),
                1 => root.ToJsonString().Replace("\"+1", "\"\\ud83d+1", StringComparison.Ordinal),
                2 => root.ToJsonString().Replace("1767", "1e999", StringComparison.Ordinal),
                _ => root.ToJsonString(),
            };
        }

        private static IEnumerable<JsonNode> Under(JsonNode node) => (node switch
        {
            JsonObject one => one.Select(property => property.Value),
            JsonArray list => list,
            _ => [],
        }).OfType<JsonNode>().SelectMany(child => (IEnumerable<JsonNode>)[child, .. Under(child)]);

        private JsonNode? Odd() => random.Next(14) switch
        {
            0 => null,
            1 => JsonValue.Create(random.NextDouble() * 1e300),
            2 => JsonValue.Create(long.MinValue),
            3 => JsonValue.Create(-1),
            4 => JsonValue.Create(string.Empty),
            5 => JsonValue.Create(new string('x', random.Next(5000))),
            6 => JsonValue.Create("stop 🛑 \u0001 ' $$ \\ \"; drop table outlier.authors; --"),
            7 => JsonValue.Create(true),
            8 => new JsonArray(),
            9 => new JsonObject(),
            10 => new JsonArray(null, 1, "x", new JsonObject { ["id"] = "x" }, new JsonArray()),
            11 => new JsonObject { ["id"] = new JsonObject { ["id"] = 5 } },
            12 => JsonValue.Create("dd03b859-7652-4619-ab6a-88edefd1460c"),
            _ => JsonValue.Create("+1313555014" + random.Next(10).ToString(CultureInfo.InvariantCulture)),
        };
    }
#pragma warning restore CA5394
}
