using System.Text;

namespace Outlier.Executor.Campaigns;

/// <summary>
/// Reads bytes that are no UTF-8 as windows-1252, which spreadsheets write. So a file is read once, as it comes: nobody has to
/// look through all of it first to tell which of the two it is.
/// </summary>
internal sealed class Windows1252Fallback : DecoderFallback
{
    /// <summary>For one file.</summary>
    public Windows1252Fallback() => Encoding = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, this);

    /// <summary>UTF-8, or else windows-1252.</summary>
    public Encoding Encoding { get; }

    /// <summary>Whether a byte was no UTF-8.</summary>
    public bool IsUsed { get; private set; }

    public override int MaxCharCount => 4;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Windows1252Buffer(() => IsUsed = true);
}
