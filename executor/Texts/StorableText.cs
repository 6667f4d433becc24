using System.Text;

namespace Outlier.Executor.Texts;

/// <summary>Converts text to a form that PostgreSQL can store: no NUL, no lone surrogate.</summary>
internal static class StorableText
{
    /// <summary>
    /// Returns the text, or its beginning, cut between characters. It removes NULs, and replaces a lone
    /// surrogate by U+FFFD.
    /// </summary>
    public static string Of(string text, int longest = int.MaxValue)
    {
        var length = Math.Min(text.Length, longest);
        if (length < text.Length && length > 0 && char.IsSurrogatePair(text[length - 1], text[length]))
        {
            length--;
        }

        var kept = text.AsSpan(0, length);
        if (kept.ContainsAnyInRange('\ud800', '\udfff') || kept.Contains('\0'))
        {
            return Repair(kept);
        }

        return length == text.Length ? text : kept.ToString();
    }

    private static string Repair(ReadOnlySpan<char> text)
    {
        var repaired = new StringBuilder(text.Length);
        // Enumerating runes replaces lone surrogates.
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != 0)
            {
                repaired.Append(rune);
            }
        }

        return repaired.ToString();
    }
}
