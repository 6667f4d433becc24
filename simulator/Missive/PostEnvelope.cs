namespace Outlier.Simulator.Missive;

internal sealed record PostEnvelope(PostRequest? Posts);
