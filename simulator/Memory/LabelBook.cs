namespace Outlier.Simulator.Memory;

/// <summary>The shared labels, in the order of their creation.</summary>
internal sealed class LabelBook
{
    private readonly Lock _gate = new();
    private readonly List<SharedLabel> _inOrder = [];
    private readonly Dictionary<Guid, SharedLabel> _byId = [];

    public SharedLabel? Find(Guid id)
    {
        lock (_gate)
        {
            return _byId.GetValueOrDefault(id);
        }
    }

    public SharedLabel Create(string name, Guid? parent, string? color, string visibility, Guid? id = null)
    {
        lock (_gate)
        {
            var path = parent is { } parentId && _byId.TryGetValue(parentId, out var above) ? $"{above.NameWithParents}/{name}" : name;
            var label = new SharedLabel(id ?? Guid.NewGuid(), name, path, parent, color, visibility);
            if (_byId.TryAdd(label.Id, label))
            {
                _inOrder.Add(label);
            }

            return _byId[label.Id];
        }
    }

    public SharedLabel[] All()
    {
        lock (_gate)
        {
            return [.. _inOrder];
        }
    }
}
