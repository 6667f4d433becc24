using System.Text;

namespace Outlier.Executor.Campaigns;

/// <summary>
/// Reads bytes that are not UTF-8 as Latin-1, one by one. Text in UTF-8 has none of them, and text in Latin-1 hardly ever looks
/// like UTF-8 by chance: so no file has to be read twice.
/// </summary>
internal sealed class WesternFallback : DecoderFallback
{
    /// <summary>UTF-8, else Latin-1.</summary>
    public static readonly Encoding Utf8OrLatin1 = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new WesternFallback());

    // A sequence that is broken off holds up to three bytes.
    public override int MaxCharCount => 4;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

    private sealed class Buffer : DecoderFallbackBuffer
    {
        private byte[] bytes = [];
        private int next;

        public override int Remaining => bytes.Length - next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            bytes = bytesUnknown;
            next = 0;
            return bytes.Length > 0;
        }

        public override char GetNextChar() => next < bytes.Length ? (char)bytes[next++] : '\0';

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
    }
}
