namespace Outlier.Executor.Campaigns;

/// <summary>
/// Recognizes the separator of the cells. Counting is not enough: "2005550100;Detroit, MI" has one of each. The right separator
/// is the one that leaves phone numbers alone in their cells.
/// </summary>
internal static class RecipientSeparator
{
    private const string Candidates = ",;\t|";

    /// <summary>The best separator. Null if two are equally good. Then the shape of the rows decides.</summary>
    public static char? Find(IReadOnlyList<string> lines)
    {
        // The CSV reader understands this line and skips it.
        if (lines is [var first, ..] && first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var scores = Candidates.Select(candidate => (Candidate: candidate, Score: lines.Sum(line => Score(line, candidate)))).OrderByDescending(scored => scored.Score).ToList();
        return scores[0].Score > scores[1].Score ? scores[0].Candidate : null;
    }

    private static int Score(string line, char separator) => line.Split(separator).Max(cell => RecipientColumns.Likeness(cell.Trim(' ', '"')));
}
