using System.Globalization;
using System.Text.Json.Nodes;

namespace Outlier.Tests.Sql.Audience;

/// <summary>
/// A small set of people, conversations and labels, and random audience documents. A seed repeats the same ones.
/// </summary>
internal sealed class RandomAudience
{
    public const int People = 300;
    public const int Labels = 8;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Random random = new(20260302);

    public RandomAudience()
    {
        for (var conversation = 0; conversation < 400; conversation++)
        {
            // Most conversations have one author, some have two. Some people have several conversations, and some have
            // none.
            var authors = Enumerable.Range(0, random.Next(10) == 0 ? 2 : 1).Select(_ => random.Next(People)).Distinct().ToList();
            Conversations.Add(authors);
            // One conversation in four has nearly every label, so that long label lists match some people.
            var most = random.Next(4) == 0;
            for (var label = 0; label < Labels; label++)
            {
                if (most ? random.Next(20) > 0 : random.Next(3) == 0)
                {
                    Carried.Add(new Carrying(conversation, label, random.Next(most ? 20 : 5) == 0, Start.AddDays(random.Next(10))));
                }
            }
        }

        for (var person = 0; person < People; person++)
        {
            if (random.Next(8) == 0)
            {
                Unsubscribed.Add(person);
            }

            if (random.Next(10) == 0)
            {
                Excluded.Add(person);
            }
        }
    }

    public List<List<int>> Conversations { get; } = [];

    public List<Carrying> Carried { get; } = [];

    public HashSet<int> Unsubscribed { get; } = [];

    public HashSet<int> Excluded { get; } = [];

    public static Guid LabelId(int label) => new(label + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    public static Guid ConversationId(int conversation) => new(conversation + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2]);

    public static string Number(int person) => string.Create(CultureInfo.InvariantCulture, $"+1{200 + (person / 100)}55501{person % 100:00}");

    /// <summary>Creates another random document.</summary>
    public JsonObject Document()
    {
        var document = new JsonObject { ["included"] = Set() };
        if (random.Next(2) == 0)
        {
            document["excluded"] = Set();
        }

        return document;
    }

    /// <summary>
    /// The people whom a document includes, with the reason if one gets no message. Evaluates the definition directly.
    /// </summary>
    public Dictionary<int, string?> Expect(JsonObject document)
    {
        var expected = new Dictionary<int, string?>();
        for (var person = 0; person < People; person++)
        {
            if (Means(document["included"]!, person))
            {
                expected[person] = Unsubscribed.Contains(person) ? "unsubscribed"
                    : Excluded.Contains(person) ? "excluded"
                    : IsExcluded(document, person) ? "excluded_segment"
                    : null;
            }
        }

        return expected;
    }

    public bool IsExcluded(JsonObject document, int person) => document["excluded"] is { } excluded && Means(excluded, person);

    /// <summary>
    /// Whether all alternatives of a document are lists of more than four labels, all of which are required.
    /// </summary>
    public static bool IsOneLongList(JsonObject document) =>
        document["included"] is JsonArray alternatives
        && alternatives.All(item => item is JsonArray all && all.Select(clause => (string)clause!["id"]!).Distinct(StringComparer.Ordinal).Count() > 4);

    private bool Means(JsonNode set, int person) => set is JsonArray alternatives
        ? alternatives.Any(item => item is JsonArray all ? all.All(clause => Holds(clause!, person)) : Holds(item!, person))
        : Holds(set, person);

    private bool Holds(JsonNode clause, int person)
    {
        var id = Guid.Parse((string)clause["id"]!);
        return Carried.Exists(carrying =>
            LabelId(carrying.Label) == id
            && !carrying.IsArchived
            && Conversations[carrying.Conversation].Contains(person)
            && (clause["since"] is not { } since || carrying.Since.ToUnixTimeSeconds() >= (long)since));
    }

    private JsonNode Set()
    {
        if (random.Next(3) == 0)
        {
            return Clause();
        }

        var alternatives = new JsonArray();
        for (var item = random.Next(1, 4); item > 0; item--)
        {
            alternatives.Add(random.Next(2) == 0 ? Clause() : All());
        }

        return alternatives;
    }

    // Short and long lists. A label may appear in a list up to twenty times: with a time, with another time, and
    // without.
    private JsonArray All()
    {
        var labels = random.Next(4) == 0 ? Labels : random.Next(1, Labels);
        var length = random.Next(3) == 0 ? random.Next(labels, 30) : random.Next(1, 4);
        return [.. Enumerable.Range(0, length).Select(place => (JsonNode)Clause(place < labels ? place : random.Next(labels)))];
    }

    private JsonObject Clause() => Clause(random.Next(Labels));

    private JsonObject Clause(int label)
    {
        var clause = new JsonObject { ["id"] = LabelId(label).ToString() };
        if (random.Next(4) == 0)
        {
            clause["since"] = Start.AddDays(random.Next(10)).ToUnixTimeSeconds();
        }

        return clause;
    }

    /// <summary>A label on a conversation.</summary>
    internal sealed record Carrying(int Conversation, int Label, bool IsArchived, DateTimeOffset Since);
}
