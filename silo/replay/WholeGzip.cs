using System.Buffers.Binary;
using System.IO.Compression;

namespace JourneyOrchestrator.Silo.Replay;

/// <summary>
/// A gzip file read to its end or not at all: <see cref="GZipStream"/> takes a file that was cut off for one that ends there. The last four bytes
/// of the file say how long the text is.
/// </summary>
internal sealed class WholeGzip : Stream
{
    private readonly GZipStream _text;
    private readonly uint _length;
    private uint _read;

    /// <exception cref="InvalidDataException">The file is too short to be gzip.</exception>
    public WholeGzip(FileStream file)
    {
        _text = new GZipStream(file, CompressionMode.Decompress);
        if (file.Length == 0) return; // empty, which the reader says better
        if (file.Length < sizeof(uint)) throw new InvalidDataException("it is too short for gzip");
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        file.Seek(-trailer.Length, SeekOrigin.End);
        file.ReadExactly(trailer);
        file.Seek(0, SeekOrigin.Begin);
        _length = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="InvalidDataException">The end came before, or after, the length that the file names.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = _text.Read(buffer);
        unchecked
        {
            _read += (uint)read; // the file, too, counts modulo 2^32
        }
        if (read == 0 && buffer.Length > 0 && _read != _length) throw new InvalidDataException("the gzip file was cut off, or is several in one");
        return read;
    }

    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _text.Dispose();
        base.Dispose(disposing);
    }
}
