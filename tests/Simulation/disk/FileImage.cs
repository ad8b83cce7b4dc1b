namespace JourneyOrchestrator.Simulation.Disk;

/// <summary>Bytes of a file.</summary>
internal sealed class FileImage
{
    private byte[] bytes = [];

    public int Length { get; private set; }

    public Span<byte> Bytes => bytes.AsSpan(0, Length);

    public void Write(int offset, ReadOnlySpan<byte> data)
    {
        Reserve(offset + data.Length);
        Length = Math.Max(Length, offset + data.Length);
        data.CopyTo(bytes.AsSpan(offset));
    }

    public void Resize(int length)
    {
        Reserve(length);
        if (length < Length) bytes.AsSpan(length, Length - length).Clear();
        Length = length;
    }

    public FileImage Copy() => new() { bytes = Bytes.ToArray(), Length = Length };

    private void Reserve(int length)
    {
        if (length > bytes.Length) Array.Resize(ref bytes, Math.Max(length, bytes.Length * 2));
    }
}
