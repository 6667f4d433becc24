using System.Globalization;
using System.Text.Json.Nodes;

namespace Outlier.Tests.Sql.Webhooks;

/// <summary>
/// Random events about the conversations of an inbox, in the order in which they happened. Each has the state that
/// Missive would show.
/// </summary>
internal static class EventStream
{
    private const string Organization = "16ead38e-0348-4564-9b8a-5085be988669";
    private static readonly string[] Texts =
        ["Yes, tell me more", "STOP", "START", "The bus stop is broken", "My basement is flooded", "please stop texting me", "Detroit", "It's $$ \"quoted\" \\ 🎉"];

    public static IReadOnlyList<string> Make(int events, int conversations, int seed)
    {
#pragma warning disable CA5394 // The seed must repeat the same events in each run.
        var random = new Random(seed);
        var states = Enumerable.Range(0, conversations).Select(number => new State(number)).ToArray();
        var made = new List<string>(events);
        for (var second = 0; made.Count < events; second++)
        {
            var state = states[random.Next(conversations)];
            var kind = random.Next(12);
            if (state.Latest is null || kind < 5)
            {
                state.Change(random);
                made.Add(Message(state, second, incoming: random.Next(3) > 0, Texts[random.Next(Texts.Length)]));
            }
            else
            {
                made.Add(kind switch
                {
                    5 or 6 or 7 => Comment(state, second, random.Next(4)),
                    8 => About(state, "conversation_closed"),
                    9 => About(state, "label_change"),
                    10 => About(state, "team_change"),
                    _ => About(state, "conversation_assignee_change"),
                });
            }
        }
#pragma warning restore CA5394
        // Each conversation ends with a message, so that its final state is known.
        made.AddRange(states.Select(state => Message(state, events + state.Number, incoming: false, "Goodbye")));
        return made;
    }

    private static string Message(State state, int second, bool incoming, string text)
    {
        state.Second = second;
        state.Messages++;
        var (from, to) = incoming ? (state.Person, "+13135550100") : ("+13135550100", state.Person);
        state.Latest = new JsonObject
        {
            ["id"] = Id("message", second, state.Number),
            ["preview"] = text,
            ["type"] = "sms",
            ["delivered_at"] = Time(second),
            ["created_at"] = Time(second),
            ["references"] = new JsonArray("+13135550100" + state.Person),
            ["from_field"] = new JsonObject { ["id"] = from, ["name"] = from, ["username"] = null },
            ["to_fields"] = new JsonArray(new JsonObject { ["id"] = to, ["name"] = to, ["username"] = null }),
            ["external_id"] = "SM" + second.ToString("x32", CultureInfo.InvariantCulture),
            ["attachments"] = new JsonArray(),
            ["author"] = incoming ? null : new JsonObject { ["id"] = Id("user", second % 9) },
        };
        return Event(incoming ? "incoming_sms_message" : "outgoing_twilio_message", state, "message", state.Latest.DeepClone());
    }

    private static string Comment(State state, int second, int mentions) => Event("new_comment", state, "comment", new JsonObject
    {
        ["id"] = Id("comment", second),
        ["body"] = "@Somebody look",
        ["mentions"] = new JsonArray([.. Enumerable.Range(0, mentions).Select(n => new JsonObject { ["user_id"] = Id("user", (second + n) % 9), ["offset"] = n * 10, ["length"] = 9 })]),
        ["created_at"] = Time(second),
        ["task"] = second % 3 == 0 ? new JsonObject { ["completed_at"] = null, ["assignees"] = new JsonArray(new JsonObject { ["id"] = Id("user", second % 7) }) } : null,
        ["author"] = new JsonObject { ["id"] = Id("user", second % 9), ["name"] = $"User {second % 9}", ["email"] = $"user{second % 9}@example.org" },
    });

    private static string About(State state, string type) => Event(type, state, "latest_message", state.Latest!.DeepClone());

    private static string Event(string type, State state, string part, JsonNode content)
    {
        var made = new JsonObject
        {
            ["rule"] = new JsonObject { ["id"] = Id("rule", (type.Length << 8) + type[0]), ["description"] = type, ["type"] = type },
            ["conversation"] = state.Show(),
            [part] = content,
        };
        if (part == "comment")
        {
            made["latest_message"] = state.Latest!.DeepClone();
        }

        return made.ToJsonString();
    }

    private static long Time(int second) => 1_767_362_400 + second;

    private static string Id(string of, int number, int more = 0) =>
        new Guid(of.Length, (short)of[0], (short)of[1], BitConverter.GetBytes(((long)number << 20) + more)).ToString();

    private sealed class State(int number)
    {
        private int labels;
        private int assignees;
        private int team;

        public int Number => number;

        /// <summary>Every tenth conversation is with a person who also has another conversation.</summary>
        public string Person => string.Create(CultureInfo.InvariantCulture, $"+1{200 + ((number - (number % 10 == 9 ? 1 : 0)) / 100)}55501{(number - (number % 10 == 9 ? 1 : 0)) % 100:D2}");

        public int Second { get; set; }

        public int Messages { get; set; }

        public JsonObject? Latest { get; set; }

        public void Change(Random random)
        {
#pragma warning disable CA5394
            (labels, assignees, team) = (random.Next(16), random.Next(8), random.Next(4));
#pragma warning restore CA5394
        }

        public JsonObject Show() => new()
        {
            ["id"] = Id("conversation", number),
            ["created_at"] = Time(0),
            ["subject"] = null,
            ["latest_message_subject"] = "SMS with " + Person,
            ["organization"] = new JsonObject { ["id"] = Organization, ["name"] = "Example Newsroom" },
            ["authors"] = new JsonArray(
                new JsonObject { ["name"] = "+13135550100", ["phone_number"] = "+13135550100" }, new JsonObject { ["name"] = Person, ["phone_number"] = Person }),
            ["messages_count"] = Messages,
            ["users"] = new JsonArray([.. Bits(7).Select(n => User(n, assigned: (assignees & (1 << n)) != 0))]),
            ["assignees"] = new JsonArray([.. Bits(assignees).Select(n => User(n, assigned: true))]),
            ["team"] = team == 0 ? null : new JsonObject { ["id"] = Id("team", team), ["name"] = $"Team {team}", ["organization"] = Organization },
            ["shared_labels"] = new JsonArray([.. Bits(labels).Select(n => new JsonObject
            {
                ["id"] = Id("label", n), ["name"] = $"Label {n}", ["name_with_parent_names"] = $"Label {n}", ["organization"] = Organization, ["parent"] = null,
            })]),
        };

        private static JsonObject User(int n, bool assigned) =>
            new() { ["id"] = Id("user", n), ["name"] = $"User {n}", ["email"] = $"user{n}@example.org", ["assigned"] = assigned, ["closed"] = false };

        private static IEnumerable<int> Bits(int set) => Enumerable.Range(0, 8).Where(n => (set & (1 << n)) != 0);
    }
}
