using System.Buffers;

namespace Outlier.Simulator.Twilio;

/// <summary>Counts the segments of a text.</summary>
internal static class Segments
{
    private static readonly SearchValues<char> Basic = SearchValues.Create(
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
        + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");

    private static readonly SearchValues<char> Extended = SearchValues.Create("^{}\\[]~|€\f");

    public static int Of(string text)
    {
        var units = 0;
        foreach (var letter in text)
        {
            if (Basic.Contains(letter))
            {
                units++;
            }
            else if (Extended.Contains(letter))
            {
                units += 2;
            }
            else
            {
                return Count(text.Length, single: 70, part: 67);
            }
        }

        return Count(units, single: 160, part: 153);
    }

    private static int Count(int units, int single, int part) => units <= single ? 1 : (units + part - 1) / part;
}
