namespace Outlier.Simulator.Missive;

/// <summary>The users of the organization.</summary>
internal static class People
{
    /// <summary>The user that all tokens belong to.</summary>
    public static Person TokenOwner { get; } = new(new("6f8b1eee-3521-4eeb-8286-651aa86b4328"), "Avery Stone", "avery@example.org");

    private static readonly Person[] Known =
    [
        TokenOwner,
        new(new("19671a99-9d38-4a60-a48f-25a12b1aceff"), "Jordan Vale", "jordan@example.org"),
        new(new("f3c5803d-1dd9-40dd-926c-4a733089a7a5"), "Riley Moss", "riley@example.org"),
    ];

    public static Person Find(Guid id) => Array.Find(Known, person => person.Id == id) ?? new(id, "Example User", "user@example.org");
}
