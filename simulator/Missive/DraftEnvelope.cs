namespace Outlier.Simulator.Missive;

internal sealed record DraftEnvelope(DraftRequest? Drafts);
