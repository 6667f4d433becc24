using System.Text;

namespace Outlier.Executor.Campaigns;

/// <summary>
/// Reads bytes that are not valid UTF-8 as windows-1252, which spreadsheets write. So a file is read once, as a stream, without a
/// first pass that detects its encoding. A charset detector (UTF.Unknown) misreads 20 of the 250 files in
/// tests/Outlier.Tests.Executor/Files: it takes a short list with a few accents for another charset. The code page of .NET
/// maps the five bytes that windows-1252 does not define to invisible control characters.
/// </summary>
internal sealed class Windows1252Fallback : DecoderFallback
{
    /// <summary>A fallback for one file.</summary>
    public Windows1252Fallback() => Encoding = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, this);

    /// <summary>Name of the encoding that was read: UTF-8, or else windows-1252.</summary>
    public Encoding Encoding { get; }

    /// <summary>Whether the file has a byte that is not valid UTF-8.</summary>
    public bool IsUsed { get; private set; }

    public override int MaxCharCount => 4;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Windows1252Buffer(() => IsUsed = true);
}

/// <summary>Returns the characters of bytes that are not valid UTF-8, and records that there were some.</summary>
internal sealed class Windows1252Buffer(Action used) : DecoderFallbackBuffer
{
    // The characters of 0x80 to 0x9F. Every other byte is its own character.
    private const string Middle =
        "\u20AC\uFFFD\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\uFFFD\u017D\uFFFD"
        + "\uFFFD\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\uFFFD\u017E\u0178";

    private byte[] bytes = [];
    private int next;

    public override int Remaining => bytes.Length - next;

    public override bool Fallback(byte[] bytesUnknown, int index)
    {
        bytes = bytesUnknown;
        next = 0;
        used();
        return bytes.Length > 0;
    }

    // NUL means that all characters were returned.
    public override char GetNextChar() => next < bytes.Length ? Character(bytes[next++]) : '\0';

    public override bool MovePrevious()
    {
        if (next == 0)
        {
            return false;
        }

        next--;
        return true;
    }

    public override void Reset()
    {
        bytes = [];
        next = 0;
    }

    private static char Character(byte value) => value is >= 0x80 and <= 0x9F ? Middle[value - 0x80] : (char)value;
}
