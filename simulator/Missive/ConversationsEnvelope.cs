namespace Outlier.Simulator.Missive;

internal sealed record ConversationsEnvelope(ConversationRequest[]? Conversations);
