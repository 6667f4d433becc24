namespace Outlier.Simulator.Memory;

/// <summary>All messages in the order they came. Readers take no lock: places are only ever added, never changed.</summary>
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

    /// <summary>From the message before the given place back to the first.</summary>
    public IEnumerable<Message> NewestFirst(int before = int.MaxValue)
    {
        var (items, count) = View();
        for (var i = Math.Min(before, count) - 1; i >= 0; i--)
        {
            yield return items[i];
        }
    }

    // The count first: whichever array is seen after it holds at least that many.
    private (Message[] Items, int Count) View()
    {
        var count = Volatile.Read(ref _count);
        return (Volatile.Read(ref _items), count);
    }
}
