using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Outlier.Simulator.Hosting;

/// <summary>
/// Compact JSON as bytes. <c>+</c>, <c>&lt;</c> and letters beyond ASCII are not escaped, because Missive writes its
/// JSON so and signs those bytes.
/// </summary>
internal static class JsonBytes
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    // Building a JSON text never awaits, so a thread never builds two at once.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    public static byte[] Build<T>(T source, Action<Utf8JsonWriter, T> write)
    {
        buffer ??= new ArrayBufferWriter<byte>(4096);
        writer ??= new Utf8JsonWriter(buffer, Options);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        write(writer, source);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
