namespace Outlier.Simulator.Faults;

/// <summary>A fault, with the number of calls that matched it.</summary>
internal sealed class ArmedFault(Fault fault)
{
    private readonly Lock _gate = new();
    private int _met;
    private int _hit;

    public Fault Fault => fault;

    public bool Describes(string method, string path) =>
        (fault.Method is null || string.Equals(fault.Method, method, StringComparison.OrdinalIgnoreCase)) &&
        (fault.PathPrefix is null || path.StartsWith(fault.PathPrefix, StringComparison.Ordinal));

    /// <summary>Counts a matching call. True if the fault applies to this call.</summary>
    public bool Strikes()
    {
        lock (_gate)
        {
            if (fault.Times is { } times && _hit >= times)
            {
                return false;
            }

            _met++;
            if (fault.EveryNth is { } nth && nth > 1 && _met % nth != 0)
            {
                return false;
            }

            _hit++;
            return true;
        }
    }
}
