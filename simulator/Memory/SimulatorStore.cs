using System.Collections.Concurrent;
using Outlier.Simulator.Dub;

namespace Outlier.Simulator.Memory;

/// <summary>All objects that were created since the start or the last reset.</summary>
internal sealed class SimulatorStore
{
    private readonly ConcurrentDictionary<Guid, Conversation> _conversations = new();
    private readonly ConcurrentDictionary<string, Conversation> _byPerson = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, Message> _messages = new();
    private readonly ConcurrentDictionary<string, Message> _bySid = new(StringComparer.Ordinal);
    private int _accepted;
    private int _sent;

    public MessageLog Log { get; } = new();

    public LabelBook Labels { get; } = new();

    public LinkBook Links { get; } = new();

    public ConcurrentDictionary<Guid, Draft> Drafts { get; } = new();

    /// <summary>The numbers whose latest keyword was STOP.</summary>
    public ConcurrentDictionary<string, bool> Stopped { get; } = new(StringComparer.Ordinal);

    public IEnumerable<Conversation> Conversations => _conversations.Values;

    public int ConversationCount => _conversations.Count;

    /// <summary>The posts, oldest first.</summary>
    public ConcurrentQueue<SimulatedPost> Posts { get; } = new();

    public Conversation? FindConversation(Guid id) => _conversations.GetValueOrDefault(id);

    public Conversation? FindConversationWith(string person) => _byPerson.GetValueOrDefault(person);

    /// <summary>
    /// The conversation with this person. Our number is always the same, so the person's number is the key.
    /// </summary>
    public Conversation ConversationWith(string person, DateTimeOffset now) =>
        _byPerson.TryGetValue(person, out var known)
            ? known
            : _byPerson.GetOrAdd(person, number => Register(new Conversation(Guid.NewGuid(), number, now)));

    public Conversation NewConversation(DateTimeOffset now) => Register(new Conversation(Guid.NewGuid(), person: null, now));

    /// <summary>Creates a conversation with an id that an earlier simulator process issued.</summary>
    public Conversation Adopt(Guid id, string? person, DateTimeOffset now)
    {
        var conversation = _conversations.GetOrAdd(id, static (key, made) => new Conversation(key, made.person, made.now), (person, now));
        if (conversation.Person is { } number)
        {
            _byPerson.TryAdd(number, conversation);
        }

        return conversation;
    }

    public Message? FindMessage(Guid id) => _messages.GetValueOrDefault(id);

    public Message? FindBySid(string sid) => _bySid.GetValueOrDefault(sid);

    public void Add(Message message)
    {
        _messages[message.Id] = message;
        if (message.Sid is { } sid)
        {
            _bySid[sid] = message;
        }

        message.Conversation.Add(message);
        Log.Add(message);
    }

    /// <summary>Sequence number among the texts whose recipient is neither opted out nor a failing number. The first is 1.</summary>
    public int NextAccepted() => Interlocked.Increment(ref _accepted);

    /// <summary>Sequence number among all texts that were submitted. The first is 1.</summary>
    public int NextSent() => Interlocked.Increment(ref _sent);

    private Conversation Register(Conversation conversation)
    {
        _conversations[conversation.Id] = conversation;
        return conversation;
    }
}
