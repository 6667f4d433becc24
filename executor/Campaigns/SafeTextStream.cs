namespace Outlier.Executor.Campaigns;

/// <summary>Passes a file's bytes on as long as they are text and not too many; so a picture is refused at its first block.</summary>
internal sealed class SafeTextStream(Stream inner, long largest) : Stream
{
    private long length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => length; set => throw new NotSupportedException(); }

    /// <exception cref="RecipientFileException">The bytes are no text, or too many.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Check(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Check(ReadOnlySpan<byte> block)
    {
        if (length == 0 && block.Length >= 2 && block[..2] is [0xFF, 0xFE] or [0xFE, 0xFF])
        {
            throw new RecipientFileException("The file is in UTF-16: save it as CSV in UTF-8.");
        }

        length += block.Length;
        if (length > largest)
        {
            throw new RecipientFileException($"The file is larger than {largest} bytes: cut it in two.", StatusCodes.Status413PayloadTooLarge);
        }

        foreach (var value in block)
        {
            if (value < 0x20 && value is not (0x09 or 0x0A or 0x0D or 0x0C or 0x1A))
            {
                throw new RecipientFileException("The file is not text: save the table as CSV, and upload that.");
            }
        }
    }
}
