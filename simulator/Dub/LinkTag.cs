namespace Outlier.Simulator.Dub;

internal sealed record LinkTag(string Id, string Name, string Color);
