using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Outlier.Simulator.Hosting;

/// <summary>
/// Compact JSON as bytes, with <c>+</c>, <c>&lt;</c> and letters beyond ASCII as they are: that is how Missive writes it, and how
/// its signatures are made.
/// </summary>
internal static class JsonBytes
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    // Building never waits, so a thread is never inside two builds at once.
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
