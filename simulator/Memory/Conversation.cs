namespace Outlier.Simulator.Memory;

/// <summary>
/// A Missive conversation. It has a person's number if it contains texts. Its lock guards the fields that change.
/// </summary>
internal sealed class Conversation(Guid id, string? person, DateTimeOffset createdAt)
{
    private readonly List<Message> _messages = new(2);

    public Lock Gate { get; } = new();

    public Guid Id => id;

    public string? Person => person;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset LastActivityAt { get; private set; } = createdAt;

    public List<Guid> LabelIds { get; } = new(2);

    public List<Guid> AssigneeIds { get; } = new(0);

    public Guid? TeamId { get; set; }

    public bool Closed { get; set; }

    public string? Subject { get; set; }

    public string? Color { get; set; }

    public int Drafts { get; set; }

    public int MessageCount => _messages.Count;

    public void Add(Message message)
    {
        lock (Gate)
        {
            _messages.Add(message);
            LastActivityAt = message.CreatedAt;
        }
    }

    public void Touch(DateTimeOffset now)
    {
        lock (Gate)
        {
            LastActivityAt = now;
        }
    }

    public Message[] Messages()
    {
        lock (Gate)
        {
            return [.. _messages];
        }
    }
}
