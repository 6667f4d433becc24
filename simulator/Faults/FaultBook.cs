using Outlier.Simulator.Hosting;

namespace Outlier.Simulator.Faults;

/// <summary>The active faults.</summary>
internal sealed class FaultBook(SimulatorState state)
{
    private readonly Lock _gate = new();

    // Replaced as a whole, so that a read needs no lock.
    private volatile ArmedFault[] _armed = [];

    public int Count => _armed.Length;

    public void Add(Fault fault)
    {
        lock (_gate)
        {
            _armed = [.. _armed, new ArmedFault(fault)];
        }
    }

    public void Clear() => _armed = [];

    public Fault? Match(Call call)
    {
        foreach (var armed in _armed)
        {
            if (armed.Describes(call.Method, call.Path) && IsAbout(armed.Fault.To, call) && armed.Strikes())
            {
                return armed.Fault;
            }
        }

        return null;
    }

    private bool IsAbout(string? number, Call call) =>
        number is null || CallNumbers.Of(call, state.Store).Contains(number, StringComparer.Ordinal);
}
