namespace Outlier.Executor.Campaigns;

/// <summary>The lines of a file of recipients, side by side. What a line is worth, the database decides.</summary>
internal sealed class RecipientList
{
    /// <summary>The line on which each row begins, from 1.</summary>
    public List<int> Lines { get; } = [];

    /// <summary>The cell with the number, as it is written.</summary>
    public List<string> Raw { get; } = [];

    /// <summary>The same, for the database to make a number of.</summary>
    public List<string> PhoneNumbers { get; } = [];

    /// <summary>A text for each; null where the file has no column of texts.</summary>
    public List<string>? Messages { get; private set; }

    /// <summary>Says that the file has a column of texts.</summary>
    public void WithMessages() => Messages = [];

    /// <summary>Adds a row.</summary>
    public void Add(int line, string phoneNumber, string? message)
    {
        Lines.Add(line);
        Raw.Add(phoneNumber);
        PhoneNumbers.Add(phoneNumber);
        Messages?.Add(message ?? string.Empty);
    }
}
