namespace Outlier.Simulator.Webhooks;

/// <summary>
/// The Missive rules that trigger webhooks. Each type has a fixed id and name, like a rule that a user created.
/// </summary>
internal sealed record RuleType(Guid Id, string Type, string Description)
{
    public static readonly RuleType LabelChange = new(new("f91acc37-ead8-40c4-88e7-447cb7db0515"), "label_change", "Label changed");

    public static readonly RuleType Closed =
        new(new("361d1d55-835a-45b0-b6ab-41aaf1e61415"), "conversation_closed", "Conversation closed");

    public static readonly RuleType Reopened =
        new(new("a29d60d2-198d-4f52-b00d-64c8d9c1d9eb"), "conversation_reopened", "Conversation reopened");

    public static readonly RuleType TeamChange = new(new("b6440a55-bf01-4b3c-a30b-63d61b17b7ab"), "team_change", "Team change");

    public static readonly RuleType AssigneeChange =
        new(new("9f600028-790a-47ad-8c22-66f026346337"), "conversation_assignee_change", "Assignee change");

    private static readonly Guid OutgoingId = new("11060527-6685-4411-bfb3-ce85d2eb2511");
    private static readonly Guid IncomingId = new("acf116d6-777b-4aee-b8eb-19309d26759f");

    public static RuleType Outgoing(string type) => new(OutgoingId, type, "Outgoing SMS");

    public static RuleType Incoming(string type) => new(IncomingId, type, "Incoming SMS");
}
