namespace Outlier.Executor.Campaigns;

/// <summary>
/// What stands between the cells of a list. Counting does not tell: "2005550100;Detroit, MI" has one of each. What leaves phone
/// numbers standing alone does.
/// </summary>
internal static class RecipientSeparator
{
    private const string Candidates = ",;\t|";

    /// <summary>The one that is better than the others; null where none is, and the shape of the rows must tell.</summary>
    public static char? Find(IReadOnlyList<string> lines)
    {
        // This line is for the reader of CSV, which understands it and passes it over.
        if (lines is [var first, ..] && first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var scores = Candidates.Select(candidate => (Candidate: candidate, Score: lines.Sum(line => Score(line, candidate)))).OrderByDescending(scored => scored.Score).ToList();
        return scores[0].Score > scores[1].Score ? scores[0].Candidate : null;
    }

    private static int Score(string line, char separator) => line.Split(separator).Max(cell => RecipientColumns.Likeness(cell.Trim(' ', '"')));
}
