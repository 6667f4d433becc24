namespace Outlier.Simulator.Memory;

/// <summary>All messages in the order of arrival. Reads need no lock, because messages are only appended.</summary>
internal sealed class MessageLog
{
    private readonly Lock _gate = new();
    private Message[] _items = new Message[1024];
    private int _count;
    private int _outgoing;

    public int Count => Volatile.Read(ref _count);

    public int Outgoing => Volatile.Read(ref _outgoing);

    public void Add(Message message)
    {
        lock (_gate)
        {
            if (_count == _items.Length)
            {
                var larger = new Message[_count * 2];
                Array.Copy(_items, larger, _count);
                Volatile.Write(ref _items, larger);
            }

            message.Index = _count;
            _items[_count] = message;
            _outgoing += message.Incoming ? 0 : 1;
            Volatile.Write(ref _count, _count + 1);
        }
    }

    public IEnumerable<Message> OldestFirst()
    {
        var (items, count) = View();
        for (var i = 0; i < count; i++)
        {
            yield return items[i];
        }
    }

    /// <summary>The messages before the given position, newest first.</summary>
    public IEnumerable<Message> NewestFirst(int before = int.MaxValue)
    {
        var (items, count) = View();
        for (var i = Math.Min(before, count) - 1; i >= 0; i--)
        {
            yield return items[i];
        }
    }

    // Reads the count before the array: any array that is read after the count has at least that many items.
    private (Message[] Items, int Count) View()
    {
        var count = Volatile.Read(ref _count);
        return (Volatile.Read(ref _items), count);
    }
}
