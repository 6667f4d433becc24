using System.Text;

namespace Outlier.Executor.Texts;

/// <summary>Text as PostgreSQL can hold it: no NUL, no half of a character.</summary>
internal static class StorableText
{
    /// <summary>
    /// The text, or its beginning: cut between characters, never in the middle of one. NULs go, and a half that has
    /// lost its other half becomes U+FFFD.
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
        // Enumerating replaces what is no character.
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
